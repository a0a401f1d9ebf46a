using Hubs.Contracts;
using Hubs.LocalSilo;
using Hubs.Model;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hubs.Grains.Tests.Plans;

/// <summary>
/// One hub with two consulting rooms, one GP, and one clinic that wants two sessions a week on different days. It is Sunday; the week to plan begins
/// tomorrow. The disk outlives the silo and fails on demand.
/// </summary>
internal sealed class SmallTown : IAsyncDisposable
{
    public static readonly IsoWeek Week = new(2026, 48);
    public static readonly HubId Tilbury = new("tilbury");
    public static readonly ClinicianId Ade = new("ade");
    public static readonly ServiceId Gp = new("gp");
    public static readonly Actor Coordinator = new(Role.Coordinator, "Coordinator");

    private readonly MemoryStore _store;
    private LocalSiloHost? _host;
    private int _keys;

    private SmallTown() => _store = new MemoryStore(Disk);

    public WriteFaults Disk { get; } = new();

    public FakeTimeProvider Clock { get; } =
        new(UkCalendar.Instant(Week.Monday.AddDays(-1), new TimeOnly(8, 0)));

    public IGrainFactory Grains => _host!.Grains;

    public IPlanGrain Plan => Grains.Plan(Week);

    /// <summary>Started, with nothing configured.</summary>
    public static async Task<SmallTown> Empty()
    {
        var town = new SmallTown();
        await town.Start();
        return town;
    }

    public static async Task<SmallTown> Open()
    {
        var town = await Empty();
        Assert.Null((await town.Grains.Network.Configure(Network(), 0, Coordinator)).Refusal);
        return town;
    }

    public async Task Start() =>
        _host = await LocalSiloHost.Start(
            silo =>
            {
                silo.AddGrainsBeside<PlanGrain>();
                silo.StateStore = _store;
                silo.Json = StoredJson.Options;
                silo.RoundTripMessages = true;
            },
            services =>
                services
                    .AddLogging()
                    .AddSingleton<IJournal>(_store)
                    .AddSingleton<TimeProvider>(Clock)
                    .AddSingleton(new HorizonOptions { Iterations = 2_000 })
                    .AddSingleton(_ => new MasterKey(new byte[MasterKey.Bytes]))
        );

    /// <summary>Dies without a word, and starts again.</summary>
    public async Task Crash()
    {
        _host!.Kill();
        await Start();
    }

    /// <summary>Lets the clock go on, and everything that sets off come to its end.</summary>
    public async Task Wait(TimeSpan time)
    {
        Clock.Advance(time);
        await _host!.WhenQuiet();
    }

    public async Task<PlanState> Allocated(int seed = 1)
    {
        var answer = await Plan.Run(new RunPlan(Info(), seed, 2_000, TimeSpan.FromSeconds(20)));
        Assert.Null(answer.Refusal);
        return await When(state => state.Status is PlanStatus.Draft);
    }

    public async Task<PlanState> Published()
    {
        var draft = await Allocated();
        Assert.Null((await Plan.Publish(Publishing(draft))).Refusal);
        return await When(state => state.Status is PlanStatus.Published);
    }

    public PublishPlan Publishing(PlanState seen, int acceptedOrphans = 0, string? key = null) =>
        new(Info(key), seen.Version, acceptedOrphans);

    /// <summary>Looks until the plan is so. What outlives its call runs on real threads, so this is the one wait on real time.</summary>
    public async Task<PlanState> When(Func<PlanState, bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var state = await Plan.Get();
            if (isSo(state))
                return state;
            await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
        }
    }

    public CommandInfo Info(string? key = null) =>
        new(new CommandId(key ?? $"key-{Interlocked.Increment(ref _keys)}"), "f", Coordinator);

    public static TimeWindow Hours(int from, int to) =>
        new(new TimeOnly(from, 0), new TimeOnly(to, 0));

    public static Network Network(int sessionsPerWeek = 2) =>
        new()
        {
            Organisations = [new Organisation(new("surgery"), "Surgery", "Surgery")],
            Services =
            [
                new Service
                {
                    Id = Gp,
                    Name = "GP appointments",
                    PublicName = "GP",
                    Category = ServiceCategory.Gp,
                    SlotLength = TimeSpan.FromMinutes(15),
                    Room = new RoomNeed { Types = [RoomType.Consulting] },
                },
            ],
            Hubs =
            [
                new Hub
                {
                    Id = Tilbury,
                    Name = "Tilbury",
                    Address = new Address("Civic Square", "Tilbury", "RM18 8AA"),
                    Hours =
                    [
                        .. Enum.GetValues<DayOfWeek>()
                            .Select(day => new WeeklyWindow(day, Hours(8, 18))),
                    ],
                    Rooms = [Room("c1"), Room("c2")],
                    ServiceMix = [new ServiceTarget(Gp, 0, 2, 5)],
                },
            ],
            Clinicians =
            [
                new Clinician
                {
                    Id = Ade,
                    Name = "Dr Ade",
                    Role = "GP",
                    Organisation = new("surgery"),
                    Competences = [Gp],
                    HomeHub = Tilbury,
                    Hubs = [Tilbury],
                    Availability =
                    [
                        .. Enum.GetValues<DayOfWeek>()
                            .Select(day => new WeeklyWindow(day, Hours(8, 18))),
                    ],
                },
            ],
            Clinics =
            [
                new Clinic
                {
                    Id = new("gp"),
                    Name = "GP",
                    Service = Gp,
                    Organisation = new("surgery"),
                    Hubs = [Tilbury],
                    SessionsPerWeek = sessionsPerWeek,
                    Length = TimeSpan.FromHours(3),
                    Clinicians = [new ClinicianNeed { AnyOf = [Ade] }],
                    MinimumDays = sessionsPerWeek,
                    MaximumPerDay = 1,
                },
            ],
        };

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Room Room(string id) =>
        new()
        {
            Id = new(id),
            Name = $"Consulting room {id}",
            Type = RoomType.Consulting,
            Capacity = 4,
        };
}
