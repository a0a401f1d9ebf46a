using Hubs.Contracts;
using Hubs.Grains;
using Hubs.LocalSilo;
using Hubs.Model;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hubs.Web.Tests.Running;

/// <summary>
/// The web on real grains in memory: the two hubs of <see cref="SampleNetwork"/>, and blood tests of three hours on three days a week at Tilbury.
/// It is Tuesday of the week before <see cref="Week"/>.
/// </summary>
public sealed class RealWeek : IAsyncDisposable
{
    public static readonly IsoWeek Week = new(2026, 49);
    private static readonly Actor Coordinator = new(Role.Coordinator, "Coordinator");

    private readonly LocalSiloHost silo;

    private RealWeek(LocalSiloHost silo)
    {
        this.silo = silo;
        Web = new HubsWeb { RealGrains = silo.Grains };
    }

    public HubsWeb Web { get; }

    public IPlanGrain Plan => silo.Grains.Plan(Week);

    public static async Task<RealWeek> Open()
    {
        var store = new MemoryStore();
        var real = new RealWeek(
            await LocalSiloHost.Start(
                silo =>
                {
                    silo.AddGrainsBeside<PlanGrain>();
                    silo.StateStore = store;
                    silo.Json = StoredJson.Options;
                },
                services =>
                    services
                        .AddLogging()
                        .AddSingleton<IJournal>(store)
                        .AddSingleton<TimeProvider>(new FakeTimeProvider(HubsWeb.Morning))
                        .AddSingleton(new HorizonOptions { Iterations = 2_000 })
                        .AddSingleton(_ => new MasterKey(new byte[MasterKey.Bytes]))
            )
        );
        var network = SampleNetwork.Network with
        {
            Clinics =
            [
                new Clinic
                {
                    Id = new("bloods"),
                    Name = "Blood tests",
                    Service = SampleNetwork.BloodTest,
                    Organisation = SampleNetwork.Trust,
                    Hubs = [SampleNetwork.Tilbury],
                    SessionsPerWeek = 3,
                    Length = TimeSpan.FromHours(3),
                    Clinicians = [new ClinicianNeed { AnyOf = [SampleNetwork.Nurse] }],
                    MinimumDays = 3,
                    MaximumPerDay = 1,
                },
            ],
        };
        Assert.Null((await real.silo.Grains.Network.Configure(network, 0, Coordinator)).Refusal);
        return real;
    }

    /// <summary>Allocated and published.</summary>
    public async Task<Plan> Published()
    {
        await Plan.Run(new RunPlan(Info("run"), 1, 2_000, TimeSpan.FromSeconds(20)));
        var draft = await When(PlanStatus.Draft);
        var answer = await Plan.Publish(new PublishPlan(Info("publish"), draft.Version, 0));
        Assert.Null(answer.Refusal);
        return (await When(PlanStatus.Published)).Published!;
    }

    /// <summary>Runs and publications outlive their call, on real threads.</summary>
    public async Task<PlanState> When(PlanStatus status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var state = await Plan.Get();
            if (state.Status == status)
                return state;
            await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await silo.DisposeAsync();
    }

    private static CommandInfo Info(string key) => new(new CommandId(key), "test", Coordinator);
}
