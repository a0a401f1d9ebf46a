using System.Diagnostics.Metrics;
using Hubs.LocalSilo.Tests.Contract;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hubs.LocalSilo.Tests.Hosting;

public sealed class Greeting(string words)
{
    public string Words => words;
}

public sealed class Visit : IDisposable
{
    public bool IsOver { get; private set; }

    public void Dispose() => IsOver = true;
}

public interface IGreeterGrain : IGrainWithStringKey
{
    Task<string> Greet();
    Task<string> GreetThrough(string other);
    Task<bool> VisitIsOver(Visits visits);
}

/// <summary>Every visit ever begun.</summary>
public sealed class Visits
{
    public List<Visit> All { get; } = [];

    public Visit Begin()
    {
        var visit = new Visit();
        All.Add(visit);
        return visit;
    }
}

public sealed class GreeterGrain(
    IGrainFactory grains,
    Greeting? greeting = null,
    Visit? visit = null
) : Grain, IGreeterGrain
{
    public Task<string> Greet() =>
        Task.FromResult($"{greeting?.Words ?? "..."} {this.GetPrimaryKeyString()}");

    public Task<string> GreetThrough(string other) => grains.GetGrain<IGreeterGrain>(other).Greet();

    public Task<bool> VisitIsOver(Visits visits) =>
        Task.FromResult(visit is not null && visits.All.TrueForAll(v => v.IsOver));
}

public interface IAmbiguousGrain : IGrainWithStringKey
{
    Task<string> Class();
}

public abstract class NamesItself : Grain, IAmbiguousGrain
{
    public Task<string> Class() => Task.FromResult(GetType().Name);
}

public sealed class OneAmbiguousGrain : NamesItself;

public sealed class OtherAmbiguousGrain : NamesItself;

public interface IHomelessGrain : IGrainWithStringKey
{
    Task Nothing();
}

public sealed class LocalSiloServicesTests
{
    private static IHost Build(Action<IServiceCollection> add)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<IStateStore>(new DictionaryStateStore());
        builder.Services.AddLocalSilo(options => options.AddGrainsBeside<GreeterGrain>());
        add(builder.Services);
        return builder.Build();
    }

    [Fact]
    public async Task A_silo_starts_and_stops_with_its_host()
    {
        using IHost host = Build(_ => { });
        await host.StartAsync();
        string key = Guid.NewGuid().ToString();
        IGrainFactory grains = host.Services.GetRequiredService<IGrainFactory>();
        await grains.GetGrain<ILifeGrain>(key, typeof(LifeGrain).FullName).Touch();
        await host.StopAsync();
        Assert.Equal("activated deactivated:ShuttingDown", Lives.Of(key));
    }

    [Fact]
    public async Task A_call_after_the_silo_stopped_fails()
    {
        using IHost host = Build(_ => { });
        await host.StartAsync();
        IGreeterGrain greeter = host
            .Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IGreeterGrain>("g");
        await greeter.Greet();
        await host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(greeter.Greet);
    }

    [Fact]
    public async Task A_grain_gets_services_the_grain_factory_and_defaults_through_its_constructor()
    {
        using IHost with = Build(services => services.AddSingleton(new Greeting("hello")));
        await with.StartAsync();
        using IHost without = Build(_ => { });
        await without.StartAsync();

        IGrainFactory grains = with.Services.GetRequiredService<IGrainFactory>();
        Assert.Equal("hello b", await grains.GetGrain<IGreeterGrain>("a").GreetThrough("b"));
        grains = without.Services.GetRequiredService<IGrainFactory>();
        Assert.Equal("... b", await grains.GetGrain<IGreeterGrain>("a").GreetThrough("b"));
        await Task.WhenAll(with.StopAsync(), without.StopAsync());
    }

    [Fact]
    public async Task Scoped_services_live_as_long_as_the_activation()
    {
        var visits = new Visits();
        await using LocalSiloHost silo = await LocalSiloHost.Start(
            options =>
            {
                options.AddGrainsBeside<GreeterGrain>();
                options.StateStore = new DictionaryStateStore();
            },
            services => services.AddScoped(_ => visits.Begin())
        );
        IGreeterGrain greeter = silo.Grains.GetGrain<IGreeterGrain>("g");
        Assert.False(await greeter.VisitIsOver(visits));
        Assert.False(await greeter.VisitIsOver(visits));
        await silo.DeactivateAll();
        Assert.True(Assert.Single(visits.All).IsOver);
    }

    [Fact]
    public async Task Among_several_classes_of_one_interface_a_prefix_chooses()
    {
        await using LocalSiloHost silo = await LocalSiloHost.Start(options =>
        {
            options.AddGrainsBeside<GreeterGrain>();
            options.StateStore = new DictionaryStateStore();
        });
        Assert.Equal(
            nameof(OtherAmbiguousGrain),
            await silo.Grains.GetGrain<IAmbiguousGrain>("a", "other").Class()
        );
        var ambiguous = Assert.Throws<ArgumentException>(() =>
            silo.Grains.GetGrain<IAmbiguousGrain>("a")
        );
        Assert.Contains(nameof(OneAmbiguousGrain), ambiguous.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interface_no_class_implements_is_refused_when_a_reference_is_asked_for()
    {
        await using LocalSiloHost silo = await LocalSiloHost.Start(options =>
        {
            options.AddGrainsBeside<GreeterGrain>();
            options.StateStore = new DictionaryStateStore();
        });
        Assert.Throws<ArgumentException>(() => silo.Grains.GetGrain<IHomelessGrain>("h"));
    }

    [Fact]
    public async Task The_meter_counts_calls_and_activations()
    {
        using var listener = new MeterListener();
        Dictionary<string, long> read = [];
        using IHost host = Build(_ => { });
        IGrainFactory grains = host.Services.GetRequiredService<IGrainFactory>();
        // Only this silo's: tests beside this one have meters of the same name.
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Hubs.LocalSilo" && instrument.Meter.Scope == grains)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) => read[instrument.Name] = value
        );
        listener.SetMeasurementEventCallback<int>(
            (instrument, value, _, _) => read[instrument.Name] = value
        );
        listener.Start();
        await host.StartAsync();
        foreach (string key in (string[])["a", "b", "b"])
            await grains.GetGrain<IGreeterGrain>(key).Greet();
        listener.RecordObservableInstruments();
        Assert.Equal(3, read["hubs.silo.calls"]);
        Assert.Equal(2, read["hubs.silo.activations"]);
        Assert.Equal(0, read["hubs.silo.queue"]);
        await host.StopAsync();
    }
}
