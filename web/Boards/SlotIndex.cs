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

/// <summary>
/// All free slots of the booking window, in memory, one sorted array per service and date. Written by <see cref="DiaryListener"/> alone; read by anyone
/// at any time. It can be a moment behind the diaries, which have the last word on every booking.
/// </summary>
public sealed class SlotIndex
{
    private readonly ConcurrentDictionary<(ServiceId, DateOnly), FreeSlot[]> slots = new();
    private volatile PlaceFeatures features = PlaceFeatures.None;

    public int Count => slots.Values.Sum(day => day.Length);

    /// <summary>Replaces everything this hub offers on this date.</summary>
    public void Put(Board board)
    {
        var fresh = new Dictionary<ServiceId, List<FreeSlot>>();
        foreach (var session in board.Sessions)
            if (!session.IsCancelled)
                Collect(board, session, fresh);
        foreach (var (service, date) in slots.Keys)
            if (date == board.Date && !fresh.ContainsKey(service))
                fresh[service] = [];
        foreach (var (service, ours) in fresh)
            Merge((service, board.Date), board.Hub, ours);
    }

    /// <summary>Replaces what some services of a hub offer on a date, after a change of their sessions.</summary>
    public void Put(Board board, IEnumerable<ServiceId> services)
    {
        foreach (var service in services.Distinct())
        {
            var fresh = new Dictionary<ServiceId, List<FreeSlot>>();
            foreach (var session in board.Sessions)
                if (!session.IsCancelled && session.Service == service)
                    Collect(board, session, fresh);
            Merge((service, board.Date), board.Hub, fresh.GetValueOrDefault(service) ?? []);
        }
    }

    public void Forget(DateOnly before)
    {
        foreach (var key in slots.Keys)
            if (key.Item2 < before)
                slots.TryRemove(key, out _);
    }

    public void Know(Network network) => features = PlaceFeatures.Of(network);

    public List<FreeSlot> Search(SlotQuery query, DateTimeOffset now)
    {
        var found = new List<FreeSlot>(Math.Min(query.Limit, 64));
        var today = DateOnly.FromDateTime(now.DateTime);
        var soonest = TimeOnly.FromDateTime(now.DateTime);
        soonest =
            soonest.ToTimeSpan() > query.Grace ? soonest.Add(-query.Grace) : TimeOnly.MinValue;
        var moment = TimeOnly.FromDateTime(now.DateTime);
        var places = features;
        for (var date = query.From; date < query.From.AddDays(query.Days); date = date.AddDays(1))
        {
            if (date < today || !slots.TryGetValue((query.Service, date), out var day))
                continue;
            foreach (var slot in day)
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
                    return found;
            }
        }
        return found;
    }

    private static void Collect(
        Board board,
        BoardSession session,
        Dictionary<ServiceId, List<FreeSlot>> into
    )
    {
        if (!into.TryGetValue(session.Service, out var list))
            into[session.Service] = list = [];
        var walk =
            board.Rooms.FirstOrDefault(room => room.Id == session.Room)?.WalkFromEntrance ?? 0;
        foreach (var slot in session.Slots)
            if (slot.Free > 0)
                list.Add(
                    new FreeSlot(
                        board.Hub,
                        board.Date,
                        session.Id,
                        slot.Start,
                        slot.End,
                        session.Service,
                        session.Room,
                        session.RoomName,
                        slot.Free,
                        session.IsPublic,
                        walk
                    )
                );
    }

    private void Merge((ServiceId, DateOnly) key, HubId hub, List<FreeSlot> ours)
    {
        var others = slots.TryGetValue(key, out var all) ? all.Where(slot => slot.Hub != hub) : [];
        FreeSlot[] merged =
        [
            .. others
                .Concat(ours)
                .OrderBy(slot => slot.Start)
                .ThenBy(slot => slot.WalkFromEntrance)
                .ThenBy(slot => slot.Session.Value, StringComparer.Ordinal),
        ];
        if (merged.Length == 0)
            slots.TryRemove(key, out _);
        else
            slots[key] = merged;
    }
}
