namespace Hubs.Allocation.Tests.Bounds;

/// <summary>The best there is of a week so small that every plan can be tried.</summary>
internal sealed class EveryPlan
{
    private readonly Timetable timetable;
    private readonly DenseWeek week;
    private int placed;

    private EveryPlan(Timetable timetable)
    {
        this.timetable = timetable;
        week = timetable.Week;
    }

    /// <summary>In points.</summary>
    public double LeastCost { get; private set; } = double.MaxValue;

    public int MostPlaced { get; private set; }

    public static EveryPlan Of(Hubs.Model.WeekProblem problem)
    {
        var every = new EveryPlan(new Timetable(WeekReader.Read(problem)));
        every.Try(0);
        return every;
    }

    private void Try(int session)
    {
        if (session == week.Sessions.Count)
        {
            LeastCost = Math.Min(LeastCost, timetable.Total() / 100.0);
            MostPlaced = Math.Max(MostPlaced, placed);
            return;
        }
        Try(session + 1);
        if (week.Sessions.IsFixed(session))
            return;
        var kind = week.Sessions.Kind[session];
        for (
            var option = week.Candidates.FirstOption[kind];
            option < week.Candidates.EndOf(kind);
            option++
        )
            foreach (var start in week.Candidates.Starts[option])
            {
                if (timetable.Breaks(session, option, start))
                    continue;
                timetable.Place(session, option, start);
                placed++;
                Try(session + 1);
                placed--;
                timetable.Remove(session);
            }
    }
}
