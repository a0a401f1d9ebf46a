using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Boards;

/// <summary>A bookable place with at least one place free.</summary>
public sealed record FreeSlot(
    HubId Hub,
    DateOnly Date,
    SessionId Session,
    TimeOnly Start,
    TimeOnly End,
    ServiceId Service,
    RoomId Room,
    string RoomName,
    int Free,
    bool IsPublic,
    double WalkFromEntrance
);

public sealed record SlotQuery
{
    /// <summary>Longest search, as in GP Connect.</summary>
    public const int MostDays = 14;

    public required ServiceId Service { get; init; }
    public HubId? Hub { get; init; }
    public required DateOnly From { get; init; }
    public int Days { get; init; } = MostDays;
    public int Limit { get; init; } = 50;

    /// <summary>The slot must lie wholly between these times of day.</summary>
    public TimeOnly? After { get; init; }
    public TimeOnly? Before { get; init; }

    /// <summary>Words that the room or its hub must all offer.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];
    public bool OnlyPublic { get; init; }

    /// <summary>How long ago a slot may have started: for somebody who stands at the desk.</summary>
    public TimeSpan Grace { get; init; }
}

/// <summary>What a search found, and the days it looked at, as they were.</summary>
public sealed record SlotsFound(
    List<FreeSlot> Slots,
    ServiceId Service,
    DateOnly First,
    ImmutableArray<FreeSlot[]?> Days
)
{
    public DateOnly Last => First.AddDays(Math.Max(0, Days.Length - 1));
}

/// <summary>
/// All free slots of the booking window, in memory, one sorted array per service and date. A change only marks what it touched; the array is made again when
/// somebody looks for it. Marked by <see cref="DiaryListener"/> alone; read by anyone at any time. It can be a moment behind the diaries, which have
/// the last word on every booking.
/// </summary>
public sealed class SlotIndex(LiveBoards boards)
{
    private readonly ConcurrentDictionary<(ServiceId, DateOnly), ServiceDay> days = new();
    private volatile PlaceFeatures features = PlaceFeatures.None;

    /// <summary>A board was fetched whole: anything it offers, or offered, may differ.</summary>
    public void Changed(Board board)
    {
        foreach (var ((_, date), day) in days)
            if (date == board.Date)
                day.Mark(board.Hub);
        Changed(board.Hub, board.Date, board.Sessions);
    }

    /// <summary>After these sessions of a hub's day changed.</summary>
    public void Changed(HubId hub, DateOnly date, ImmutableArray<BoardSession> sessions)
    {
        foreach (var session in sessions)
            days.GetOrAdd((session.Service, date), static _ => new ServiceDay()).Mark(hub);
    }

    public void Forget(DateOnly before)
    {
        foreach (var (key, _) in days)
            if (key.Item2 < before)
                days.TryRemove(key, out _);
    }

    public void Know(Network network) => features = PlaceFeatures.Of(network);

    /// <summary>The same search now would look at the very same days (and, as long as the time of day is the same, find the same).</summary>
    public bool IsUnchanged(SlotsFound found)
    {
        for (var i = 0; i < found.Days.Length; i++)
            if (!ReferenceEquals(DayOf(found.Service, found.First.AddDays(i)), found.Days[i]))
                return false;
        return true;
    }

    public List<FreeSlot> Search(SlotQuery query, DateTimeOffset now) => Find(query, now).Slots;

    public SlotsFound Find(SlotQuery query, DateTimeOffset now)
    {
        var found = new List<FreeSlot>(Math.Min(query.Limit, 64));
        var today = DateOnly.FromDateTime(now.DateTime);
        var soonest = TimeOnly.FromDateTime(now.DateTime);
        soonest =
            soonest.ToTimeSpan() > query.Grace ? soonest.Add(-query.Grace) : TimeOnly.MinValue;
        var moment = TimeOnly.FromDateTime(now.DateTime);
        var places = features;
        var first = query.From < today ? today : query.From;
        var looked = ImmutableArray.CreateBuilder<FreeSlot[]?>(SlotQuery.MostDays);
        for (
            var date = first;
            date < query.From.AddDays(query.Days) && found.Count < query.Limit;
            date = date.AddDays(1)
        )
        {
            var day = DayOf(query.Service, date);
            looked.Add(day);
            foreach (var slot in day ?? [])
            {
                if (
                    (date == today && (slot.Start < soonest || slot.End <= moment))
                    || (query.Hub is { } hub && slot.Hub != hub)
                    || (query.After is { } after && slot.Start < after)
                    || (query.Before is { } before && slot.End > before)
                    || (query.OnlyPublic && !slot.IsPublic)
                    || (query.Needs.Length > 0 && !places.Offer(slot.Hub, slot.Room, query.Needs))
                )
                    continue;
                found.Add(slot);
                if (found.Count == query.Limit)
                    break;
            }
        }
        return new(found, query.Service, first, looked.ToImmutable());
    }

    private FreeSlot[]? DayOf(ServiceId service, DateOnly date) =>
        days.TryGetValue((service, date), out var day) ? day.Slots(boards, service, date) : null;

    /// <summary>What all hubs offer of one service on one date, soonest first, then nearest to the entrance.</summary>
    private sealed class ServiceDay
    {
        private static readonly Comparison<FreeSlot> ByTime = (one, other) =>
            one.Start.CompareTo(other.Start) is var start and not 0 ? start
            : one.WalkFromEntrance.CompareTo(other.WalkFromEntrance) is var walk and not 0 ? walk
            : string.CompareOrdinal(one.Session.Value, other.Session.Value);

        private readonly Lock making = new();
        private ImmutableHashSet<HubId> marked = [];
        private volatile bool isMarked;
        private volatile FreeSlot[] slots = [];

        public void Mark(HubId hub)
        {
            ImmutableInterlocked.Update(ref marked, static (all, hub) => all.Add(hub), hub);
            isMarked = true;
        }

        public FreeSlot[] Slots(LiveBoards boards, ServiceId service, DateOnly date)
        {
            if (!isMarked)
                return slots;
            lock (making)
            {
                isMarked = false;
                // Taken before the boards are read: what changes meanwhile marks again.
                var hubs = Interlocked.Exchange(ref marked, []);
                if (hubs.IsEmpty)
                    return slots;
                var fresh = slots.Where(slot => !hubs.Contains(slot.Hub)).ToList();
                foreach (var hub in hubs)
                    if (boards.Find(new DiaryKey(hub, date))?.Board is { } board)
                        Collect(board, service, fresh);
                fresh.Sort(ByTime);
                return slots = [.. fresh];
            }
        }

        private static void Collect(Board board, ServiceId service, List<FreeSlot> into)
        {
            foreach (var session in board.Sessions)
            {
                if (session.IsCancelled || session.Service != service)
                    continue;
                var walk =
                    board.Rooms.FirstOrDefault(room => room.Id == session.Room)?.WalkFromEntrance
                    ?? 0;
                foreach (var slot in session.Slots)
                    if (slot.Free > 0)
                        into.Add(
                            new FreeSlot(
                                board.Hub,
                                board.Date,
                                session.Id,
                                slot.Start,
                                slot.End,
                                service,
                                session.Room,
                                session.RoomName,
                                slot.Free,
                                session.IsPublic,
                                walk
                            )
                        );
            }
        }
    }
}
