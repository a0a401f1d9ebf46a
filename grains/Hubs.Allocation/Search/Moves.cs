namespace Hubs.Allocation;

/// <summary>
/// The changes the search tries: a session to another place, two sessions in exchange, and a session into a place whose holders
/// make room. Each try either changes the timetable and says by how much its cost changed, or leaves it as it was.
/// </summary>
internal sealed class Moves
{
    /// <summary>Few enough to stay in a processor's nearest cache.</summary>
    private const int Chances = 2048;

    /// <summary>Far above any cost, and far enough below overflow to add to.</summary>
    private const double MostLimit = 1 << 30;

    /// <summary>Of 256 tries, how many keep the start (and change room or team), and how many keep room and team.</summary>
    private const int KeepStart = 40;
    private const int KeepOption = 100;

    /// <summary>Of 256 tries for a session that was elsewhere in the published week, how many take it back there.</summary>
    private const int GoHome = 16;

    /// <summary>Of 256 tries that met somebody in the way, how many push them anywhere, and how many exchange the two times.</summary>
    private const int PushAside = 2;
    private const int ExchangeTimes = 32;

    /// <summary>Places tried for a session that was pushed out.</summary>
    private const int Refuges = 6;

    private readonly Timetable timetable;
    private readonly CandidateTable candidates;
    private readonly SessionTable sessions;
    private readonly Independence independence;
    private readonly Trial trial;
    private readonly TimeChain chains;
    private readonly RoomClash roomClash;
    private readonly AffordableOptions affordable;
    private readonly Blockers blockers = new();

    /// <summary>By session, where it was in the published week, option -1 for nowhere; null where no week is familiar.</summary>
    private readonly (int Option, int Start)[]? homes;
    private readonly int[] home = new int[Blockers.Most];
    private readonly float[] patience = new float[Chances];

    public Moves(Timetable timetable)
    {
        this.timetable = timetable;
        candidates = timetable.Week.Candidates;
        sessions = timetable.Week.Sessions;
        independence = new Independence(timetable);
        trial = new Trial(timetable);
        chains = new TimeChain(timetable, trial);
        roomClash = timetable.RoomClash;
        affordable = new AffordableOptions(timetable);
        if (timetable.Soft.OfType<Familiar>().FirstOrDefault() is { } familiar)
            homes = [.. Enumerable.Range(0, sessions.Count).Select(familiar.HomeOf)];
        for (var i = 0; i < Chances; i++)
            patience[i] = -MathF.Log((i + 0.5f) / Chances);
    }

    /// <summary>In hundredths of a point.</summary>
    public double Temperature
    {
        get;
        set
        {
            field = value;
            affordable.Keep(value * patience[0]);
        }
    }

    /// <summary>Tries one change around a session; returns the change of cost, 0 when nothing changed.</summary>
    public int Try(int session, ref Dice dice)
    {
        var kind = sessions.Kind[session];
        var roll = dice.Next();
        var option = timetable.Option[session];
        if (option < 0)
        {
            option = RandomOption(kind, ref dice);
            return Push(session, option, RandomStart(option, ref dice), ref dice);
        }
        int start;
        var choice = roll & 255;
        if (
            homes is not null
            && (roll >> 16 & 255) < GoHome
            && homes[session] is { Option: >= 0 } home
        )
        {
            (option, start) = home;
            if (option == timetable.Option[session] && start == timetable.Start[session])
                return 0;
        }
        else if (choice < KeepStart)
        {
            start = timetable.Start[session];
            option = affordable.Random(kind, ref dice);
            if (option == timetable.Option[session] || !candidates.StartSet[option][start])
                return 0;
        }
        else
        {
            if (choice >= KeepStart + KeepOption)
                option = affordable.Random(kind, ref dice);
            start = RandomStart(option, ref dice);
            if (start == timetable.Start[session] && option == timetable.Option[session])
                return 0;
        }
        var holder = roomClash.Holder(session, option, start);
        if (
            holder != RoomClash.Several
            && !timetable.BreaksBesidesRoom(session, option, start, holder)
        )
        {
            if (holder < 0)
                return Move(session, option, start, ref dice);
            if (Exchange(session, option, start, holder, ref dice, out var delta))
                return delta;
        }
        var rare = roll >> 8 & 255;
        if (rare < PushAside)
            return Push(session, option, start, ref dice);
        return rare < PushAside + ExchangeTimes && start != timetable.Start[session]
            ? chains.Try(session, start, Limit(ref dice))
            : 0;
    }

    private int RandomOption(int kind, ref Dice dice) =>
        candidates.FirstOption[kind] + dice.Below(candidates.OptionCount[kind]);

    private int RandomStart(int option, ref Dice dice)
    {
        var starts = candidates.Starts[option];
        return starts[dice.Below(starts.Length)];
    }

    private int Limit(ref Dice dice) =>
        (int)Math.Min(MostLimit, Temperature * patience[dice.Next() & (Chances - 1)]);

    private int Move(int session, int option, int start, ref Dice dice)
    {
        var limit = Limit(ref dice);
        var delta = timetable.Delta(session, option, start, limit);
        if (delta > limit)
            return 0;
        timetable.Remove(session);
        timetable.Place(session, option, start);
        return delta;
    }

    /// <summary>
    /// The session takes a place, and the one that held its room takes the session's old room and start. False when the other cannot
    /// go there at all, so that something else may be tried.
    /// </summary>
    private bool Exchange(
        int session,
        int option,
        int start,
        int other,
        ref Dice dice,
        out int delta
    )
    {
        delta = 0;
        if (sessions.IsFixed(other))
            return false;
        if (sessions.Kind[other] == sessions.Kind[session])
            return true;
        var oldStart = timetable.Start[session];
        var otherOption = OptionFor(other, timetable.Room[session], timetable.Option[other]);
        if (otherOption < 0 || !candidates.StartSet[otherOption][oldStart])
            return false;
        if (
            timetable.BreaksBesidesRoom(other, otherOption, oldStart, session)
            || roomClash.Breaks(other, otherOption, oldStart, session)
        )
            return false;
        var limit = Limit(ref dice);
        var coupling = independence.Of(session, option, start, other, otherOption, oldStart);
        if (coupling == Coupling.Measured)
        {
            delta = timetable.ExchangeDelta(session, option, start, other, otherOption, oldStart);
            if (delta > limit)
                delta = 0;
            else
                Swap(session, option, start, other, otherOption, oldStart);
            return true;
        }
        var most =
            limit
            + timetable.Hope(sessions.Clinic[other])
            - timetable.PlaceDelta(other, otherOption, oldStart);
        var sum = timetable.Delta(session, option, start, most);
        if (sum > most)
            return true;
        sum += timetable.Delta(other, otherOption, oldStart, limit - sum);
        if (sum > limit)
            return true;
        if (coupling == Coupling.None)
        {
            delta = sum;
            Swap(session, option, start, other, otherOption, oldStart);
            return true;
        }
        // Coupled: the sum was a guess, good enough to leave most exchanges at that; the others are made and measured.
        trial.Begin();
        trial.Remove(session);
        trial.Remove(other);
        trial.Place(session, option, start);
        if (timetable.Breaks(other, otherOption, oldStart))
        {
            trial.Undo();
            return true;
        }
        trial.Place(other, otherOption, oldStart);
        if (trial.Delta > limit)
            trial.Undo();
        else
            delta = trial.Delta;
        return true;
    }

    private void Swap(
        int session,
        int option,
        int start,
        int other,
        int otherOption,
        int otherStart
    )
    {
        timetable.Remove(session);
        timetable.Remove(other);
        timetable.Place(session, option, start);
        timetable.Place(other, otherOption, otherStart);
    }

    /// <summary>An option of the session in a room, with its present team where it has a choice; -1 for none.</summary>
    private int OptionFor(int session, int room, int present)
    {
        var kind = sessions.Kind[session];
        var first = candidates.FirstInRoom(kind, room);
        if (first < 0)
            return -1;
        var team = candidates.Team[present];
        var end = candidates.EndOf(kind);
        for (var option = first; option < end && candidates.Room[option] == room; option++)
            if (candidates.Team[option] == team)
                return option;
        return first;
    }

    /// <summary>The session takes a place; whoever is in its way goes to the time it leaves, elsewhere, or nowhere.</summary>
    private int Push(int session, int option, int start, ref Dice dice)
    {
        blockers.Clear();
        timetable.AddBlockers(session, option, start, blockers);
        if (blockers.IsHopeless)
            return 0;
        for (var i = 0; i < blockers.Count; i++)
            if (sessions.IsFixed(blockers[i]))
                return 0;
        var oldStart = timetable.Start[session];
        var oldRoom = timetable.Room[session];
        var limit = Limit(ref dice);
        trial.Begin();
        for (var i = 0; i < blockers.Count; i++)
        {
            home[i] = timetable.Option[blockers[i]];
            trial.Remove(blockers[i]);
        }
        if (timetable.Breaks(session, option, start))
        {
            trial.Undo();
            return 0;
        }
        if (oldStart >= 0)
            trial.Remove(session);
        trial.Place(session, option, start);
        for (var i = 0; i < blockers.Count; i++)
            FindRefuge(blockers[i], home[i], oldStart, oldRoom, limit, ref dice);
        if (trial.Delta <= limit)
            return trial.Delta;
        trial.Undo();
        return 0;
    }

    private void FindRefuge(int session, int option, int start, int room, int limit, ref Dice dice)
    {
        var kind = sessions.Kind[session];
        var best = (Option: -1, Start: -1);
        var bestCost = timetable.UnplacedCost[session];
        if (start >= 0)
        {
            if (candidates.StartSet[option][start])
                Consider(option, start);
            var (first, count) = candidates.InRoom(kind, room);
            for (var left = first; left < first + count; left++)
                if (left != option && candidates.StartSet[left][start])
                    Consider(left, start);
        }
        for (
            var i = 0;
            i < Refuges && trial.Delta + bestCost - timetable.UnplacedCost[session] > limit;
            i++
        )
        {
            var random = RandomOption(kind, ref dice);
            var at =
                start >= 0 && i < Refuges / 2 && candidates.StartSet[random][start]
                    ? start
                    : RandomStart(random, ref dice);
            Consider(random, at);
        }
        if (best.Option >= 0)
            trial.Place(session, best.Option, best.Start);

        void Consider(int option, int at)
        {
            if (timetable.Breaks(session, option, at))
                return;
            var cost = timetable.Marginal(session, option, at);
            if (cost < bestCost)
                (best, bestCost) = ((option, at), cost);
        }
    }
}
