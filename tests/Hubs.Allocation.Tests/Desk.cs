using Hubs.Model;

namespace Hubs.Allocation.Tests;

/// <summary>A timetable to place sessions on by name, and its rules to ask.</summary>
internal sealed class Desk
{
    public Desk(WeekProblem problem) => Timetable = new Timetable(WeekReader.Read(problem));

    public Timetable Timetable { get; }

    private DenseWeek Week => Timetable.Week;

    public Desk Place(string session, string room, int day, double hour, params string[] team)
    {
        var (s, option, start) = At(session, room, day, hour, team);
        Timetable.Place(s, option, start);
        return this;
    }

    public Desk Remove(string session)
    {
        Timetable.Remove(Index(session));
        return this;
    }

    public bool Breaks<TRule>(
        string session,
        string room,
        int day,
        double hour,
        params string[] team
    )
        where TRule : HardRule
    {
        var (s, option, start) = At(session, room, day, hour, team);
        return Timetable.Hard.OfType<TRule>().Single().Breaks(s, option, start, -1);
    }

    public bool BreaksBut<TRule>(string except, string session, string room, int day, double hour)
        where TRule : HardRule
    {
        var (s, option, start) = At(session, room, day, hour, []);
        return Timetable.Hard.OfType<TRule>().Single().Breaks(s, option, start, Index(except));
    }

    public string[] Blockers<TRule>(string session, string room, int day, double hour)
        where TRule : HardRule
    {
        var (s, option, start) = At(session, room, day, hour, []);
        var blockers = new Blockers();
        Timetable.Hard.OfType<TRule>().Single().AddBlockers(s, option, start, blockers);
        return
        [
            .. Enumerable
                .Range(0, blockers.Count)
                .Select(i => Week.Sessions.Id[blockers[i]].Value)
                .Order(),
        ];
    }

    /// <summary>In points.</summary>
    public double Marginal<TRule>(
        string session,
        string room,
        int day,
        double hour,
        params string[] team
    )
        where TRule : SoftRule
    {
        var (s, option, start) = At(session, room, day, hour, team);
        return Timetable.Soft.OfType<TRule>().Single().Marginal(s, option, start) / 100.0;
    }

    /// <summary>In points.</summary>
    public double Cost<TRule>() =>
        Timetable.Soft.Where(rule => rule is TRule).Sum(rule => rule.Total().Cost) / 100.0
        + Timetable.Places.Where(rule => rule is TRule).Sum(rule => rule.Total().Cost) / 100.0;

    public bool Has<TRule>() =>
        Timetable.Soft.Any(rule => rule is TRule)
        || Timetable.Places.Any(rule => rule is TRule)
        || Timetable.Hard.Any(rule => rule is TRule);

    /// <summary>Rooms, days and hours a session may have at all, such as "r1 Monday 09:00".</summary>
    public IEnumerable<string> Candidates(string session)
    {
        var kind = Week.Sessions.Kind[Index(session)];
        for (var i = 0; i < Week.Candidates.OptionCount[kind]; i++)
        {
            var option = Week.Candidates.FirstOption[kind] + i;
            foreach (var start in Week.Candidates.Starts[option])
                yield return FormattableString.Invariant(
                    $"{Week.Rooms[Week.Candidates.Room[option]].Model.Id} {Week.Grid.Date(Week.Grid.DayOf[start]):dddd} {Week.Grid.TimeOf(start):HH:mm}"
                );
        }
    }

    /// <summary>Who may run a session, as "ada" or "ada bob".</summary>
    public IEnumerable<string> Teams(string session)
    {
        var kind = Week.Sessions.Kind[Index(session)];
        return Enumerable
            .Range(Week.Candidates.FirstOption[kind], Week.Candidates.OptionCount[kind])
            .Select(option => string.Join(' ', Members(option)))
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    private int Index(string session) =>
        Array.FindIndex(Week.Sessions.Id, id => id.Value == session);

    private (int Session, int Option, int Start) At(
        string session,
        string room,
        int day,
        double hour,
        string[] team
    )
    {
        var s = Index(session);
        var start = Week.Grid.CellDown(day, (int)(hour * 60));
        var r = Array.FindIndex(Week.Rooms, known => known.Model.Id.Value == room);
        var (first, count) = Week.Candidates.InRoom(Week.Sessions.Kind[s], r);
        var option = Enumerable
            .Range(first, count)
            .First(o =>
                Week.Candidates.StartSet[o][start]
                && (
                    team.Length == 0 || Members(o).SequenceEqual(team.Order(StringComparer.Ordinal))
                )
            );
        return (s, option, start);
    }

    private IEnumerable<string> Members(int option) =>
        Week.Teams[Week.Candidates.Team[option]]
            .Select(p => Week.People[p].Model.Id.Value)
            .Order(StringComparer.Ordinal);
}
