using System.Collections.Immutable;
using System.Numerics;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// The fewest rules that between them refuse every candidate of a session: the smallest hitting set over the sets of rules each candidate
/// breaks. There are at most a dozen rules, so every set of them is tried, small ones first.
/// </summary>
internal sealed class SmallestBlock(StandingWeek week)
{
    private readonly Timetable timetable = week.Timetable;

    public BlockingRules Of(int session)
    {
        var kind = timetable.Week.Sessions.Kind[session];
        return timetable.Week.Candidates.OptionCount[kind] == 0
            ? ByThePlaces(session)
            : ByTheOthers(session, kind);
    }

    /// <summary>Candidates are what the static rules left; what refuses them is where other sessions are.</summary>
    private BlockingRules ByTheOthers(int session, int kind)
    {
        var candidates = timetable.Week.Candidates;
        var broken = new Dictionary<int, int>();
        for (var i = 0; i < candidates.OptionCount[kind]; i++)
            foreach (var start in candidates.Starts[candidates.FirstOption[kind] + i])
            {
                var set = 0;
                for (var r = 0; r < timetable.Hard.Length; r++)
                    if (
                        timetable
                            .Hard[r]
                            .Breaks(session, candidates.FirstOption[kind] + i, start, -1)
                    )
                        set |= 1 << r;
                broken[set] = broken.GetValueOrDefault(set) + 1;
            }
        var told = new WhyUnplaced(timetable).Of(session).Reasons;
        return Write(
            broken,
            [.. timetable.Hard.Select(rule => rule.Name)],
            rule => told.FirstOrDefault(reason => reason.Rule == rule)?.Sentence
        );
    }

    /// <summary>No candidate at all: every room of its hubs at every start its clinic allows, held against the static rules.</summary>
    private BlockingRules ByThePlaces(int session)
    {
        var evidence = week.Evidence;
        var clinic = timetable.Week.Clinics[timetable.Week.Sessions.Clinic[session]].Model!;
        var service = evidence.Services[clinic.Service];
        var seatsAreSoft = Weights.Of(week.Problem, Seats.Id) > 0;
        var broken = new Dictionary<int, int>();
        var hubs = week
            .Problem.Network.Hubs.Where(hub => clinic.Hubs.IsEmpty || clinic.Hubs.Contains(hub.Id))
            .ToArray();
        foreach (var (date, window) in Times(session, clinic))
        foreach (var hub in hubs)
        {
            var staffed = IsStaffed(clinic, hub, date, window);
            foreach (var room in hub.Rooms)
            {
                var occupied = window.Widen(
                    Needs.Longer(room.TurnaroundBefore, service.TurnaroundBefore),
                    Needs.Longer(room.TurnaroundAfter, service.TurnaroundAfter)
                );
                var set =
                    (RoomSuits.Objection(service, clinic, room, seatsAreSoft) is null ? 0 : 1)
                    | (
                        RoomOpen.Allows(hub, room, date, window, occupied, week.Problem.Blocks)
                            ? 0
                            : 2
                    )
                    | (staffed ? 0 : 4);
                broken[set] = broken.GetValueOrDefault(set) + 1;
            }
        }
        if (broken.Count == 0)
            return new BlockingRules(
                [
                    new UnplacedReason(
                        AllowedTimes.Id,
                        0,
                        $"There is no time this week at which {clinic.Name} may be on"
                    ),
                ],
                0,
                $"There is no time this week at which {clinic.Name} may be on"
            );
        return Write(
            broken,
            [RoomSuits.Id, RoomOpen.Id, ClinicianAvailable.Id],
            rule =>
                rule switch
                {
                    RoomSuits.Id => $"Rooms that do not suit {clinic.Name}",
                    RoomOpen.Id => "Rooms that are shut or blocked when it may be on",
                    _ => $"Times at which the people who could run {clinic.Name} are not there",
                }
        );
    }

    private IEnumerable<(DateOnly Date, TimeWindow Window)> Times(int session, Clinic clinic)
    {
        var only = timetable.Week.Sessions.Day[session];
        var every = Math.Max(5, (int)clinic.StartEvery.TotalMinutes);
        for (var day = 0; day < TimeGrid.Days; day++)
        {
            if (only >= 0 && only != day)
                continue;
            var date = timetable.Week.Grid.Date(day);
            var windows = AllowedTimes.Windows(week.Problem.Network, clinic, date).ToArray();
            for (var minute = 0; minute < 24 * 60; minute += 5)
                if (
                    AllowedTimes.MayStart(windows, minute, every)
                    && TimeWindow.TryOf(new TimeOnly(minute / 60, minute % 60), clinic.Length)
                        is { } window
                    && RoomOpen.IsInside(window, windows)
                )
                    yield return (date, window);
        }
    }

    private bool IsStaffed(Clinic clinic, Hub hub, DateOnly date, TimeWindow window)
    {
        return Fill(0, []);

        bool Fill(int need, ImmutableArray<ClinicianId> team) =>
            need == clinic.Clinicians.Length
            || Needs
                .People(week.Problem.Network, clinic, clinic.Clinicians[need])
                .Any(person =>
                    !team.Contains(person.Id)
                    && ClinicianAvailable.Allows(person, clinic.Service, hub.Id, date, window)
                    && Fill(need + 1, team.Add(person.Id))
                );
    }

    private static BlockingRules Write(
        Dictionary<int, int> broken,
        string[] rules,
        Func<string, string?> sentence
    )
    {
        var smallest = Enumerable
            .Range(0, 1 << rules.Length)
            .Where(set => broken.Keys.All(other => (other & set) != 0))
            .OrderBy(set => BitOperations.PopCount((uint)set))
            .ThenByDescending(set =>
                Enumerable.Range(0, rules.Length).Sum(r => Refused(set & 1 << r))
            )
            .First();
        var total = broken.Values.Sum();
        ImmutableArray<UnplacedReason> reasons =
        [
            .. Enumerable
                .Range(0, rules.Length)
                .Where(r => (smallest & 1 << r) != 0)
                .Select(r => new UnplacedReason(
                    rules[r],
                    Refused(1 << r),
                    sentence(rules[r]) ?? Short(rules[r])
                ))
                .OrderByDescending(reason => reason.Candidates),
        ];
        var parts = reasons
            .Select(reason =>
                reasons.Length == 1
                    ? Short(reason.Rule)
                    : $"{Short(reason.Rule)} ({reason.Candidates})"
            )
            .ToArray();
        // More than one rule may refuse everything by itself: then it takes more than one concession.
        var equals =
            reasons.Length > 1
                ? []
                : Enumerable
                    .Range(0, rules.Length)
                    .Where(r => (smallest & 1 << r) == 0 && Refused(1 << r) == total)
                    .Select(r => Short(rules[r]))
                    .ToArray();
        return new BlockingRules(
            reasons,
            total,
            parts.Length > 1
                    ? $"All {total} possible places are refused by {string.Join(", ", parts[..^1])} and {parts[^1]} between them"
                : equals.Length == 0
                    ? $"All {total} possible places are refused by one rule: {parts[0]}"
                : $"All {total} possible places are refused by one rule, {parts[0]}, and just as much by {string.Join(" and by ", equals)}"
        );

        int Refused(int set) => broken.Where(pair => (pair.Key & set) != 0).Sum(pair => pair.Value);
    }

    private static string Short(string rule) =>
        rule switch
        {
            RoomClash.Id => "rooms taken",
            ClinicianClash.Id => "people busy elsewhere",
            PathwayClash.Id => "other clinics of its pathway on",
            DailyMaximum.Id => "people at their daily maximum",
            MinimumRest.Id => "people who need their rest overnight",
            SessionsPerDay.Id => "its own limit of sessions a day",
            EquipmentStock.Id => "equipment in use",
            ServiceMixMaximum.Id => "the service mix full",
            RoomSuits.Id => "rooms that do not suit",
            RoomOpen.Id => "rooms shut or blocked",
            ClinicianAvailable.Id => "people not there",
            _ => rule,
        };
}
