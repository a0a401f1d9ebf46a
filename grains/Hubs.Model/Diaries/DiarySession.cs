using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>A published session with what is taken of it. <see cref="Sequence"/> rises with every change (iCalendar SEQUENCE).</summary>
public sealed record DiarySession(Session Session, bool IsCancelled, int Sequence)
{
    public Session Session
    {
        get;
        init
        {
            field = value;
            Slots = Hubs.Model.Slots.Of(value);
        }
    } = Session;

    /// <summary>When <see cref="Sequence"/> last rose (iCalendar DTSTAMP).</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>What the session is cut into; breaks are gaps between slots.</summary>
    [JsonIgnore]
    public ImmutableArray<TimeWindow> Slots { get; private init; } = Hubs.Model.Slots.Of(Session);

    /// <summary>Places taken by appointments, slot by slot. Holds are not in it.</summary>
    public ImmutableArray<int> Taken { get; init; } = [];

    public ImmutableDictionary<HoldId, Hold> Holds { get; init; } =
        ImmutableDictionary<HoldId, Hold>.Empty;

    /// <summary>The session's appointments by where they stand, so that boards need not visit each.</summary>
    public AppointmentCounts Counts { get; init; }

    public bool HasStarted(DateTimeOffset now) =>
        UkCalendar.Instant(Session.Date, Session.Window.Start) <= now;

    /// <summary>The slot that starts then, or -1.</summary>
    public int FindSlot(TimeOnly start)
    {
        for (var i = 0; i < Slots.Length; i++)
            if (Slots[i].Start == start)
                return i;
        return -1;
    }

    /// <summary>Places left in a slot at that moment. A hold whose time is over takes none, recorded as ended or not.</summary>
    public int FreeAt(int slot, DateTimeOffset now) =>
        Session.SlotCapacity - TakenOf(slot) - HeldAt(slot, now);

    /// <summary>Places left on screens: a hold takes one until its end is recorded.</summary>
    public int FreeOnBoard(int slot) => FreeAt(slot, DateTimeOffset.MinValue);

    internal DiarySession Take(TimeWindow window, int by) => Take(window, by, Counts);

    internal DiarySession Take(TimeWindow window, int by, AppointmentCounts counts)
    {
        var taken = new int[Slots.Length];
        Taken.CopyTo(taken);
        for (var i = 0; i < Slots.Length; i++)
            if (window.Covers(Slots[i]))
                taken[i] += by;
        return this with
        {
            Taken = ImmutableCollectionsMarshal.AsImmutableArray(taken),
            Counts = counts,
        };
    }

    private int TakenOf(int slot) => slot < Taken.Length ? Taken[slot] : 0;

    private int HeldAt(int slot, DateTimeOffset now)
    {
        if (Holds.IsEmpty)
            return 0;
        var held = 0;
        foreach (var (_, hold) in Holds)
            if (hold.Until > now && hold.Window.Covers(Slots[slot]))
                held++;
        return held;
    }
}

/// <summary>How many appointments of one session stand where. Cancelled ones are not counted; orphaned ones only as that.</summary>
public readonly record struct AppointmentCounts(
    int Booked,
    int Arrived,
    int InProgress,
    int Orphaned
)
{
    internal AppointmentCounts Add(Appointment appointment, int by) =>
        appointment switch
        {
            { IsLive: true, IsOrphaned: true } => this with { Orphaned = Orphaned + by },
            { Status: AppointmentStatus.Booked } => this with { Booked = Booked + by },
            { Status: AppointmentStatus.Arrived } => this with { Arrived = Arrived + by },
            { Status: AppointmentStatus.InProgress } => this with { InProgress = InProgress + by },
            _ => this,
        };
}
