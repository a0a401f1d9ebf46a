using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>A published week as it stands in the diaries, for a repair: what desks changed since counts, and nothing is put into the past.</summary>
internal sealed record RepairGathering(
    WeekProblem Problem,
    ImmutableArray<Session> Sessions,
    IReadOnlyDictionary<SessionId, int> Appointments
)
{
    private static readonly TimeWindow WholeDay = new(TimeOnly.MinValue, TimeOnly.MaxValue);

    public static async Task<RepairGathering> Gather(
        IGrainFactory grains,
        Plan published,
        UkCalendar calendar
    )
    {
        var problem = await WeekGathering.Gather(
            grains,
            published.Week,
            draft: null,
            published,
            calendar
        );
        var diaries = await WeekGathering.Diaries(grains, problem.Network, published.Week);
        var standing = diaries
            .SelectMany(diary => diary.Sessions.Values)
            .ToDictionary(held => held.Session.Id);
        var cancelled = standing
            .Values.Where(held => held.IsCancelled)
            .Select(held => held.Session.Id)
            .ToHashSet();
        return new RepairGathering(
            problem with
            {
                Wanted = problem.Wanted.RemoveAll(wanted => cancelled.Contains(wanted.Id)),
                Fixed = problem.Fixed.RemoveAll(session => cancelled.Contains(session.Id)),
                Blocks = [.. problem.Blocks, .. Past(problem.Network, published.Week, calendar)],
            },
            [
                .. published
                    .Sessions.Where(session => !cancelled.Contains(session.Id))
                    .Select(session =>
                        standing.TryGetValue(session.Id, out var held)
                            ? held.Session with
                            {
                                IsPinned = session.IsPinned,
                            }
                            : session
                    ),
            ],
            standing.ToDictionary(
                pair => pair.Key,
                pair =>
                    pair.Value.Counts.Booked
                    + pair.Value.Counts.Arrived
                    + pair.Value.Counts.InProgress
            )
        );
    }

    private static IEnumerable<RoomBlock> Past(Network network, IsoWeek week, UkCalendar calendar)
    {
        var now = TimeOnly.FromDateTime(calendar.Now.DateTime);
        return from hub in network.Hubs
            from room in hub.Rooms
            from date in week.Days
            where date < calendar.Today || (date == calendar.Today && now > TimeOnly.MinValue)
            select new RoomBlock(
                $"past.{room.Id}.{date:yyyyMMdd}",
                hub.Id,
                room.Id,
                date,
                date < calendar.Today ? WholeDay : new TimeWindow(TimeOnly.MinValue, now),
                "This time is over"
            );
    }
}
