namespace Hubs.Allocation;

/// <summary>
/// The best timetable a search has met. Only what changed since the last one is copied: on the way down nearly every move makes a new best.
/// </summary>
internal sealed class BestFound
{
    private readonly Timetable timetable;
    private readonly int[] option;
    private readonly int[] start;

    public BestFound(Timetable timetable)
    {
        this.timetable = timetable;
        option = [.. timetable.Option];
        start = [.. timetable.Start];
        timetable.Changes.Clear();
    }

    public int Placed => start.Count(cell => cell >= 0);

    /// <summary>The timetable as it is now is the best.</summary>
    public void Keep()
    {
        foreach (var s in timetable.Changes.Sessions)
        {
            option[s] = timetable.Option[s];
            start[s] = timetable.Start[s];
        }
        timetable.Changes.Clear();
    }

    /// <summary>Puts the timetable back to the best.</summary>
    public void Restore()
    {
        int[] changed = [.. timetable.Changes.Sessions];
        foreach (var s in changed)
            if (timetable.IsPlaced(s))
                timetable.Remove(s);
        foreach (var s in changed)
            if (start[s] >= 0)
                timetable.Place(s, option[s], start[s]);
        timetable.Changes.Clear();
    }
}

/// <summary>Sessions placed or removed since this was last cleared, each once. There is one reader at a time.</summary>
internal sealed class ChangedSessions(int sessions)
{
    private readonly int[] changed = new int[sessions];
    private readonly bool[] isChanged = new bool[sessions];
    private int count;

    public ReadOnlySpan<int> Sessions => changed.AsSpan(0, count);

    public void Add(int session)
    {
        if (isChanged[session])
            return;
        isChanged[session] = true;
        changed[count++] = session;
    }

    public void Clear()
    {
        foreach (var session in Sessions)
            isChanged[session] = false;
        count = 0;
    }
}
