using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.LocalSilo;
using Hubs.Model;

namespace Hubs.Web.Tests.Running;

/// <summary>Grains made by hand: the network of <see cref="SampleNetwork"/>, empty diaries, and whatever a test puts in them.</summary>
public sealed class FakeGrains(TimeProvider clock) : IGrainFactory
{
    private readonly ConcurrentDictionary<(Type, string), object> grains = new();

    public FakeNetwork Network { get; } = new();

    public FakeDiary Diary(string hub, DateOnly date) =>
        Get<FakeDiary, IDiaryGrain>($"{hub}/{date:yyyy-MM-dd}", NewDiary);

    public FakeDiary Today => Diary("tilbury", new DateOnly(2026, 11, 24));

    public FakeFeed Feed(string hub) => Get<FakeFeed, IHubFeedGrain>(hub, _ => new FakeFeed());

    public FakePlan Plan(string week) =>
        Get<FakePlan, IPlanGrain>(
            week,
            key =>
                IsoWeek.TryParse(key, out var iso)
                    ? new FakePlan(iso, clock)
                    : throw new ArgumentException($"'{key}' is not a week")
        );

    public FakeClinician Clinician(string id) =>
        Get<FakeClinician, IClinicianGrain>(id, key => new FakeClinician(new ClinicianId(key)));

    public TGrainInterface GetGrain<TGrainInterface>(
        string primaryKey,
        string? grainClassNamePrefix = null
    )
        where TGrainInterface : IGrainWithStringKey
    {
        object grain =
            typeof(TGrainInterface) == typeof(INetworkGrain) ? Network
            : typeof(TGrainInterface) == typeof(IDiaryGrain)
                ? Get<FakeDiary, IDiaryGrain>(primaryKey, NewDiary)
            : typeof(TGrainInterface) == typeof(IHubFeedGrain) ? Feed(primaryKey)
            : typeof(TGrainInterface) == typeof(IResidentGrain)
                ? Get<FakeResident, IResidentGrain>(
                    primaryKey,
                    key => new FakeResident(new ResidentId(key))
                )
            : typeof(TGrainInterface) == typeof(IResidentKeysGrain)
                ? Get<FakeResidentKeys, IResidentKeysGrain>(
                    primaryKey,
                    key => new FakeResidentKeys(key)
                )
            : typeof(TGrainInterface) == typeof(IClinicianGrain) ? Clinician(primaryKey)
            : typeof(TGrainInterface) == typeof(IOutsideCalendarsGrain)
                ? Get<FakeCalendars, IOutsideCalendarsGrain>(
                    primaryKey,
                    key => new FakeCalendars(Clinician(key))
                )
            : typeof(TGrainInterface) == typeof(IPlanGrain) ? Plan(primaryKey)
            : throw new InvalidOperationException($"No fake for {typeof(TGrainInterface)}");
        return (TGrainInterface)grain;
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(
        IGrainObserver obj
    )
        where TGrainObserverInterface : IGrainObserver => (TGrainObserverInterface)obj;

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver { }

    private FakeDiary NewDiary(string text) =>
        new(
            DiaryKey.Parse(text),
            Feed(DiaryKey.Parse(text).Hub.Value),
            clock,
            key => Diary(key.Hub.Value, key.Date)
        );

    private TFake Get<TFake, TGrain>(string key, Func<string, TFake> make)
        where TFake : class => (TFake)grains.GetOrAdd((typeof(TGrain), key), _ => make(key));
}

public sealed class FakeNetwork : INetworkGrain
{
    public NetworkVersion Current { get; set; } = new(SampleNetwork.Network, 1);

    public Task<NetworkVersion> Get() => Task.FromResult(Current);

    /// <summary>The versions callers said they have.</summary>
    public ConcurrentQueue<long> Questions { get; } = [];

    /// <summary>The next answer waits for it.</summary>
    public Task HeldBack { get; set; } = Task.CompletedTask;

    public async Task<NetworkVersion?> After(long version)
    {
        Questions.Enqueue(version);
        var (inForce, gate) = (Current, HeldBack);
        HeldBack = Task.CompletedTask;
        await gate;
        return version == inForce.Version ? null : inForce;
    }

    public Task<NetworkAnswer> Configure(Network network, long expectedVersion, Actor by) =>
        throw new NotSupportedException();

    public Task<ImmutableArray<WeighedRule>> Rules() =>
        Task.FromResult<ImmutableArray<WeighedRule>>([
            new("room-clash", true, null, null, "No room holds two sessions at once"),
            new("spread", false, 5, 5, "Clinics are on as many weekdays as they ask for"),
            new("room-fit", false, 0.1, 0.1, "Large rooms are left to large groups")
            {
                IsPerHub = true,
                AtHubs =
                [
                    .. Current.Network.Hubs.SelectMany(hub =>
                        hub.Weights.Select(own => new HubWeight(hub.Id, own.Weight))
                    ),
                ],
            },
        ]);

    public Task<NetworkAnswer> SetHubWeights(
        HubId hub,
        ImmutableArray<RuleWeight> weights,
        long expectedVersion,
        Actor by
    )
    {
        if (
            (
                NetworkRefusals.UnknownHub(Current.Network, hub)
                ?? NetworkRefusals.OfWeights(weights, ["room-fit"])
            ) is
            { } refusal
        )
            return Task.FromResult(new NetworkAnswer(Current.Version, refusal));
        Changed = new(Current.Version + 1, DateTimeOffset.UnixEpoch, by, $"Weights of {hub}");
        Current = new(Current.Network.WithHubWeights(hub, weights), Current.Version + 1);
        return Task.FromResult(new NetworkAnswer(Current.Version, null));
    }

    public NetworkChange? Changed { get; private set; }

    public Task<ImmutableArray<NetworkChange>> Changes() =>
        Task.FromResult<ImmutableArray<NetworkChange>>(Changed is null ? [] : [Changed]);

    public Task<NetworkAnswer> SetWeights(
        ImmutableArray<RuleWeight> weights,
        long expectedVersion,
        Actor by
    )
    {
        if (NetworkRefusals.OfWeights(weights, ["spread"]) is { } refusal)
            return Task.FromResult(new NetworkAnswer(Current.Version, refusal));
        Current = new(Current.Network with { Weights = weights }, Current.Version + 1);
        return Task.FromResult(new NetworkAnswer(Current.Version, null));
    }

    public Task<NetworkAnswer> SetServiceMix(
        HubId hub,
        ImmutableArray<ServiceTarget> mix,
        long expectedVersion,
        Actor by
    ) =>
        Task.FromResult(
            expectedVersion == Current.Version
                ? new NetworkAnswer(Current.Version + 1, null)
                : new NetworkAnswer(
                    Current.Version,
                    new Refusal("changed-meanwhile", "Somebody else changed the network.")
                )
        );
}

public sealed class FakeFeed : IHubFeedGrain
{
    private readonly ConcurrentDictionary<DateOnly, long> versions = new();
    private IHubFeedObserver? observer;

    /// <summary>A diary saved something; whoever follows is told, unless the test has cut the line.</summary>
    public void Saw(BoardChange change)
    {
        versions[change.Date] = change.To;
        if (!IsCut)
            observer?.Changed(change);
    }

    public bool IsCut { get; set; }

    public Task Changed(BoardChange change) => throw new NotSupportedException();

    public Task<ImmutableArray<DiaryVersion>> Renew(IHubFeedObserver observer)
    {
        this.observer = observer;
        return Task.FromResult<ImmutableArray<DiaryVersion>>([
            .. versions.Select(v => new DiaryVersion(v.Key, v.Value)),
        ]);
    }

    public Task Leave(IHubFeedObserver observer) => Task.CompletedTask;
}

/// <summary>Seals by turning the text round: enough to see that nothing went to a diary in the clear.</summary>
public sealed class FakeResidentKeys(string block) : IResidentKeysGrain
{
    private int given;

    public Task Prepare() => Task.CompletedTask;

    public Task<SealedDetails?> Seal(ResidentDetails details) =>
        Task.FromResult<SealedDetails?>(
            new(
                ResidentIds.InBlock(block, Interlocked.Increment(ref given)),
                FakeResident.Turned($"{details.Name}|{details.Contact}")
            )
        );

    public Task<ResidentDetails?> Open(SealedDetails details) =>
        new FakeResident(details.Resident).Open(details);

    public Task Erase(ResidentId resident) => throw new NotSupportedException();
}

/// <summary>One who was sealed before there were blocks.</summary>
public sealed class FakeResident(ResidentId id) : IResidentGrain
{
    public Task<SealedDetails> Seal(ResidentDetails details) =>
        Task.FromResult(new SealedDetails(id, Turned($"{details.Name}|{details.Contact}")));

    public Task<ResidentDetails?> Open(SealedDetails details)
    {
        var parts = Turned(details.Text).Split('|');
        return Task.FromResult<ResidentDetails?>(new ResidentDetails(parts[0], parts[1]));
    }

    public Task Erase() => throw new NotSupportedException();

    internal static string Turned(string text) => new([.. text.Reverse()]);
}

public sealed class FakeClinician(ClinicianId id) : IClinicianGrain
{
    public ImmutableArray<DayClaim> Claims { get; set; } = [];

    public ImmutableArray<BusyTime> Busy { get; private set; } = [];

    public Task<ImmutableArray<DayClaim>> SetBusy(ImmutableArray<BusyTime> times)
    {
        Busy = times;
        return Task.FromResult<ImmutableArray<DayClaim>>([
            .. Claims.Where(claim => times.Any(busy => busy.Takes(claim.Date, claim.Window))),
        ]);
    }

    public List<ClinicianCommand> Commands { get; } = [];

    public Task<ClinicianDays> Get(DateOnly from, int days) =>
        Task.FromResult(
            new ClinicianDays(
                SampleNetwork.Network.Clinicians.FirstOrDefault(c => c.Id == id),
                [.. Claims.Where(claim => claim.Date >= from && claim.Date < from.AddDays(days))]
            )
            {
                Busy = [.. Busy.Where(busy => busy.Date >= from && busy.Date < from.AddDays(days))],
            }
        );

    public Task<Answer<ClaimReceipt>> TakeLeave(TakeLeave command) => Done(command);

    public Task<Answer<ClaimReceipt>> Configure(ConfigureClinician command) => Done(command);

    public Task<Answer<ClaimReceipt>> Claim(ClaimTime command) => Done(command);

    public Task<Answer<ClaimReceipt>> Confirm(ConfirmClaims command) => Done(command);

    public Task<Answer<ClaimReceipt>> Release(ReleaseClaims command) => Done(command);

    public Task<int> SettleClaims() => Task.FromResult(0);

    private Task<Answer<ClaimReceipt>> Done(ClinicianCommand command)
    {
        Commands.Add(command);
        return Task.FromResult<Answer<ClaimReceipt>>(
            new ClaimReceipt(id, [.. Claims.Select(claim => claim.Session)])
        );
    }
}

/// <summary>Keeps one calendar and tells the clinician.</summary>
public sealed class FakeCalendars(FakeClinician clinician) : IOutsideCalendarsGrain
{
    private ImmutableArray<OutsideCalendar> calendars = [];

    public Task<OutsideCalendars> List() => Task.FromResult(new OutsideCalendars(calendars, []));

    public async Task<Answer<CalendarReceipt>> Add(AddCalendar command)
    {
        var calendar = new OutsideCalendar
        {
            Id = new CalendarId("c1"),
            Name = command.Name,
            IsFile = command.Address is null,
            AddedBy = command.Info.By,
            AddedAt = default,
            ReadAt = default,
            ReadTo = command.Read.To,
            BusyTimes = command.Read.Busy!.Value.Length,
        };
        calendars = [calendar];
        return new CalendarReceipt(calendar, await clinician.SetBusy(command.Read.Busy.Value));
    }

    public async Task<Answer<CalendarReceipt>> Remove(RemoveCalendar command)
    {
        var removed = calendars.FirstOrDefault(calendar => calendar.Id == command.Calendar);
        if (removed is null)
            return new Refusal("no-such-calendar", "This calendar has been removed already.");
        calendars = [];
        return new CalendarReceipt(removed, await clinician.SetBusy([]));
    }

    public Task<ImmutableArray<CalendarSource>> Sources() =>
        Task.FromResult(ImmutableArray<CalendarSource>.Empty);

    public Task<CalendarReceipt?> Keep(CalendarId calendar, CalendarRead read) =>
        throw new NotSupportedException();
}
