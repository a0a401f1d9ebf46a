using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>The week problem after a disruption. Sessions that must stay are still in it as fixed, hit or not.</summary>
internal static class DisruptedWeek
{
    /// <exception cref="ArgumentException">The disruption does not name what its kind needs.</exception>
    public static WeekProblem Of(
        WeekProblem problem,
        ImmutableArray<Session> sessions,
        Disruption what,
        IReadOnlyDictionary<SessionId, int> appointments
    ) =>
        what.Kind switch
        {
            DisruptionKind.RoomClosed => Close(problem, what, room => room == Needed(what.Room)),
            DisruptionKind.HubClosed => Close(problem, what, _ => true),
            DisruptionKind.ClinicianAway => Away(problem, what),
            DisruptionKind.EquipmentBroken => Break(problem, what),
            DisruptionKind.ExtraSession => problem with
            {
                Wanted = problem.Wanted.Add(Extra(problem, sessions, what)),
            },
            DisruptionKind.DemandChanged => Demand(problem, sessions, what, appointments),
            _ => throw new ArgumentException($"Nothing is known of {what.Kind}"),
        };

    private static T Needed<T>(T? part)
        where T : struct =>
        part ?? throw new ArgumentException($"The disruption must name a {typeof(T).Name}");

    private static readonly TimeWindow WholeDay = new(TimeOnly.MinValue, TimeOnly.MaxValue);

    private static WeekProblem Close(WeekProblem problem, Disruption what, Func<RoomId, bool> shut)
    {
        var hub =
            problem.Network.FindHub(Needed(what.Hub))
            ?? throw new ArgumentException($"There is no hub {what.Hub}");
        return problem with
        {
            Blocks =
            [
                .. problem.Blocks,
                .. from room in hub.Rooms
                where shut(room.Id)
                from date in problem.Week.Days
                where what.IsOn(date)
                select new RoomBlock(
                    $"closed.{room.Id}.{date:yyyyMMdd}",
                    hub.Id,
                    room.Id,
                    date,
                    what.Window ?? WholeDay,
                    what.Reason
                ),
            ],
        };
    }

    private static WeekProblem Away(WeekProblem problem, Disruption what)
    {
        var from = what.From ?? problem.Week.Monday;
        var leave = new Leave(
            from,
            what.From is null ? problem.Week.Sunday : what.To ?? from,
            what.Window,
            what.Reason
        );
        var who = Needed(what.Clinician);
        return problem with
        {
            Network = problem.Network with
            {
                Clinicians =
                [
                    .. problem.Network.Clinicians.Select(person =>
                        person.Id == who ? person with { Leave = person.Leave.Add(leave) } : person
                    ),
                ],
            },
        };
    }

    private static WeekProblem Break(WeekProblem problem, Disruption what)
    {
        var (where, kind) = (Needed(what.Hub), Needed(what.Equipment));
        return problem with
        {
            Network = problem.Network with
            {
                Hubs =
                [
                    .. problem.Network.Hubs.Select(hub =>
                        hub.Id == where
                            ? hub with
                            {
                                Equipment =
                                [
                                    .. hub.Equipment.Select(item =>
                                        item.Equipment == kind
                                            ? item with
                                            {
                                                Count = Math.Max(0, item.Count - (what.Count ?? 1)),
                                            }
                                            : item
                                    ),
                                ],
                            }
                            : hub
                    ),
                ],
            },
        };
    }

    private static WantedSession Extra(
        WeekProblem problem,
        ImmutableArray<Session> sessions,
        Disruption what
    )
    {
        var clinic = Needed(what.Clinic);
        var taken = sessions.Select(s => s.Id).Concat(problem.Wanted.Select(w => w.Id)).ToHashSet();
        return new WantedSession(
            Enumerable
                .Range(1, int.MaxValue - 1)
                .Select(n => new SessionId($"{clinic}.{problem.Week}.extra{n}"))
                .First(id => !taken.Contains(id)),
            clinic,
            what.From
        );
    }

    /// <summary>Fewer: those with the fewest appointments go. More: new ones come.</summary>
    private static WeekProblem Demand(
        WeekProblem problem,
        ImmutableArray<Session> sessions,
        Disruption what,
        IReadOnlyDictionary<SessionId, int> appointments
    )
    {
        var clinic = Needed(what.Clinic);
        var held = problem.Fixed.Count(s => s.Clinic == clinic);
        var own = problem.Wanted.Where(w => w.Clinic == clinic).ToArray();
        var change = (what.Count ?? 1) - held - own.Length;
        for (; change > 0; change--)
            problem = problem with { Wanted = problem.Wanted.Add(Extra(problem, sessions, what)) };
        if (change == 0)
            return problem;
        var placed = sessions.Select(s => s.Id).ToHashSet();
        var gone = own.OrderBy(w => placed.Contains(w.Id))
            .ThenBy(w => appointments.GetValueOrDefault(w.Id))
            .ThenByDescending(w => w.Id.Value, StringComparer.Ordinal)
            .Take(-change)
            .Select(w => w.Id)
            .ToHashSet();
        return problem with { Wanted = problem.Wanted.RemoveAll(w => gone.Contains(w.Id)) };
    }
}
