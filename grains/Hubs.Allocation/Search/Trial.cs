namespace Hubs.Allocation;

/// <summary>
/// A change of several sessions that is made step by step, with what it costs so far, and is then kept or undone.
/// </summary>
internal sealed class Trial(Timetable timetable)
{
    private readonly List<(int Session, int Option, int Start)> steps = [];

    /// <summary>In hundredths of a point.</summary>
    public int Delta { get; private set; }

    public void Begin()
    {
        steps.Clear();
        Delta = 0;
    }

    public void Remove(int session)
    {
        Delta += timetable.UnplacedCost[session] - timetable.Marginal(session);
        steps.Add((session, timetable.Option[session], timetable.Start[session]));
        timetable.Remove(session);
    }

    public void Place(int session, int option, int start)
    {
        Delta += timetable.Marginal(session, option, start) - timetable.UnplacedCost[session];
        steps.Add((session, -1, -1));
        timetable.Place(session, option, start);
    }

    public void Undo()
    {
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var (session, option, start) = steps[i];
            if (option < 0)
                timetable.Remove(session);
            else
                timetable.Place(session, option, start);
        }
    }
}
