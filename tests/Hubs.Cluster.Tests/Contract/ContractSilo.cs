using System.Text.Json.Serialization.Metadata;
using Hubs.Cluster.Tests;
using Hubs.Grains;
using Hubs.Silo.Cluster;
using Hubs.Silo.Cluster.Azure;
using Hubs.Silo.Cluster.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.TestingHost;

namespace Hubs.LocalSilo.Tests.Contract;

/// <summary>
/// The same contract on Microsoft Orleans: two silos in this process, state and reminders on Azure Storage. The only file of the contract suite that knows
/// which engine hosts the grains. Grains, callers' patience and reminders live by the test's clock, the cluster itself by the real one.
/// </summary>
public sealed class ContractSilo : IAsyncDisposable
{
    private const short Silos = 2;

    private readonly Activity _activity = new();
    private AzureAccount _account = null!;
    private InProcessTestCluster _cluster = null!;

    public FakeTimeProvider Clock { get; } = new(new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    public WatchedBlobs Store { get; private init; } = new();
    public IGrainFactory Grains => _cluster.Client;

    public static async Task<ContractSilo> Start()
    {
        var silo = new ContractSilo { _account = await TestStorage.NewAccount() };
        await silo.StartCluster();
        return silo;
    }

    /// <summary>Another cluster that writes to the same store, which no deployment may have.</summary>
    public async Task<ContractSilo> StartRival()
    {
        var rival = new ContractSilo { Store = Store, _account = _account };
        await rival.StartCluster();
        return rival;
    }

    /// <summary>Moves the clock, at once or in steps, and waits each time until what that set off has ended.</summary>
    public async Task Pass(TimeSpan time, TimeSpan? step = null)
    {
        // A reminder counts from when its silo begins to wait for it, which may be a moment after it was registered.
        await WhenQuiet();
        TimeSpan left = time;
        while (left > TimeSpan.Zero)
        {
            TimeSpan next = step is { } s && s < left ? s : left;
            Clock.Advance(next);
            left -= next;
            await WhenQuiet();
        }
    }

    /// <summary>Moves the clock without waiting for any call to end: for tests in which one hangs. What was just asked reaches its grain before.</summary>
    public void Advance(TimeSpan time)
    {
        _activity.WhenSettled().Wait(Patience);
        Clock.Advance(time);
    }

    public Task WhenQuiet() => _activity.WhenQuiet().WaitAsync(Patience);

    public async Task DeactivateAll()
    {
        await _cluster
            .Client.GetGrain<IManagementGrain>(0)
            .ForceActivationCollection(TimeSpan.Zero)
            .WaitAsync(Patience);
        await WhenQuiet();
    }

    /// <summary>One silo after the other; whoever called them stays and hears how that ends.</summary>
    public Task Stop(CancellationToken abandon = default) =>
        _cluster.StopSilosAsync(abandon).WaitAsync(Patience, CancellationToken.None);

    public async Task Restart()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await StartCluster();
    }

    /// <summary>As after a power cut, which lasted so long.</summary>
    public async Task KillAndRestart(TimeSpan down = default)
    {
        foreach (var silo in _cluster.Silos.ToList())
            await _cluster.KillSiloAsync(silo);
        await _cluster.DisposeAsync();
        Clock.Advance(down);
        await StartCluster();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    /// <summary>Real time after which a test that hangs is a failed test.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    // Real time after which a stopping silo gives up what does not end.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private async Task StartCluster()
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.Options.ServiceId = "contract";
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureHost(host =>
        {
            host.Logging.ClearProviders();
            host.Services.AddSingleton<TimeProvider>(Clock);
            host.Services.PostConfigure<HostOptions>(o => o.ShutdownTimeout = LongestStop);
            host.Services.Configure<ClientMessagingOptions>(Membership.TellWhenNobodyWaits);
            host.Services.Configure<SiloMessagingOptions>(Membership.TellWhenNobodyWaits);
            foreach (
                var real in new[]
                {
                    TimeProviderNames.Membership,
                    TimeProviderNames.SystemTimers,
                    TimeProviderNames.GrainDirectory,
                }
            )
                host.Services.AddKeyedSingleton(real, TimeProvider.System);
            host.Services.AddModelWire();
            host.Services.AddSerializer(serializer =>
                serializer.AddJsonSerializer(type => type == typeof(Note))
            );
            host.Services.Configure<JsonCodecOptions>(json =>
                json.SerializerOptions = new(StoredJson.Options)
                {
                    TypeInfoResolver = JsonTypeInfoResolver.Combine(
                        StoredJson.Options.TypeInfoResolver,
                        new DefaultJsonTypeInfoResolver()
                    ),
                }
            );
        });
        builder.ConfigureSilo(
            (_, silo) =>
            {
                silo.AddIncomingGrainCallFilter(_activity);
                silo.Configure<SiloMessagingOptions>(messages =>
                    messages.MaxForwardCount = Membership.MostForwards
                );
                silo.AddAzureBlobGrainStorage(
                    "store",
                    options =>
                    {
                        options.BlobServiceClient = Store.Of(_account);
                        options.ContainerName = _account.Container(AzureAccount.Grains).Name;
                        options.GrainStorageSerializer = new StateJson(
                            System.Text.Json.JsonSerializerOptions.Web
                        );
                    }
                );
                silo.UseAzureTableReminderService(options =>
                {
                    options.TableServiceClient = _account.Tables;
                    options.TableName =
                        "r"
                        + _account.Container("x").Name.Replace("-", "", StringComparison.Ordinal);
                });
            }
        );
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <summary>Calls in progress, and whether anything began or ended lately.</summary>
    private sealed class Activity : IIncomingGrainCallFilter
    {
        private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
        private const int QuietLooks = 6;

        private int _inProgress;
        private int _count;

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            Interlocked.Increment(ref _inProgress);
            Interlocked.Increment(ref _count);
            try
            {
                await context.Invoke();
            }
            finally
            {
                Interlocked.Increment(ref _count);
                Interlocked.Decrement(ref _inProgress);
            }
        }

        /// <summary>Nothing is in progress, and nothing has begun or ended for a while.</summary>
        public Task WhenQuiet() => When(() => Volatile.Read(ref _inProgress) == 0);

        /// <summary>Nothing has begun or ended for a while.</summary>
        public Task WhenSettled() => When(() => true);

        private async Task When(Func<bool> isSo)
        {
            var seen = -1;
            for (var looks = 0; looks < QuietLooks; looks++)
            {
                await Task.Delay(Look).ConfigureAwait(false);
                var now = Volatile.Read(ref _count);
                if (now != seen || !isSo())
                    looks = -1;
                seen = now;
            }
        }
    }
}
