using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Where each session stood, as a place of the disrupted week. A session has no home when the disruption took its place away.</summary>
internal sealed class Homes
{
    private readonly int[] option;
    private readonly int[] start;
    private readonly int[] inOrder;

    /// <param name="sessions">Where two cannot both stay (a stock is short), the first one does.</param>
    public Homes(DenseWeek week, IEnumerable<Session> sessions)
    {
        option = new int[week.Sessions.Count];
        start = new int[week.Sessions.Count];
        option.AsSpan().Fill(-1);
        start.AsSpan().Fill(-1);
        var index = Enumerable.Range(0, week.Sessions.Count).ToDictionary(s => week.Sessions.Id[s]);
        var order = new List<int>();
        foreach (var session in sessions)
        {
            if (!index.TryGetValue(session.Id, out var s) || LengthOf(s) != session.Window.Length)
                continue;
            foreach (var at in StandingWeek.OptionsAt(week, s, SessionPlace.Of(session)))
                if (start[s] < 0 && StandingWeek.HasTeam(week, at.Option, session.Clinicians))
                    (option[s], start[s]) = at;
            if (start[s] >= 0)
                order.Add(s);
        }
        inOrder = [.. order];

        TimeSpan? LengthOf(int s) => week.Clinics[week.Sessions.Clinic[s]].Model?.Length;
    }

    public bool IsAway(Timetable timetable, int session) =>
        !timetable.IsPlaced(session)
        || timetable.Start[session] != start[session]
        || timetable.Option[session] != option[session];

    /// <summary>Onto an empty timetable: everybody who can stay where they were.</summary>
    /// <returns>How many that are.</returns>
    public int Fill(Timetable timetable)
    {
        var standing = 0;
        foreach (var s in inOrder)
            if (!timetable.IsPlaced(s) && !timetable.Breaks(s, option[s], start[s]))
            {
                timetable.Place(s, option[s], start[s]);
                standing++;
            }
        return standing;
    }

    /// <summary>Whoever gains by going back to where they were, and can, goes back.</summary>
    /// <returns>What is gained, in hundredths of a point.</returns>
    public long SendBack(Timetable timetable)
    {
        long gained = 0;
        for (var any = true; any; )
        {
            any = false;
            foreach (var s in inOrder)
            {
                if (!IsAway(timetable, s))
                    continue;
                var gain =
                    (timetable.IsPlaced(s) ? timetable.Marginal(s) : timetable.UnplacedCost[s])
                    - timetable.Marginal(s, option[s], start[s]);
                if (gain <= 0 || timetable.Breaks(s, option[s], start[s]))
                    continue;
                if (timetable.IsPlaced(s))
                    timetable.Remove(s);
                timetable.Place(s, option[s], start[s]);
                gained += gain;
                any = true;
            }
        }
        return gained;
    }
}
