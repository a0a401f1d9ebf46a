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

    /// <summary>Of 256 tries for a session of several cells whose clinic is in several rooms, how many take it to where another of the clinic is.</summary>
    private const int JoinRoom = 40;

    /// <summary>
    /// Of 256 tries that met somebody in the way, how many push them anywhere, more for a session of several cells, which is seldom in the way of one
    /// only; and how many exchange the two times, or the two rooms where the start stays.
    /// </summary>
    private const int PushAside = 2;
    private const int PushLongAside = 4;
    private const int ExchangeTimes = 32;
    private const int ExchangeRooms = 64;

    /// <summary>Places tried for a session that was pushed out.</summary>
    private const int Refuges = 6;

    /// <summary>The bit of a throw, used by no share of 256, that says whether a try is one of the half that are aligned.</summary>
    private const uint HalfOfAll = 1u << 31;

    private readonly Timetable timetable;
    private readonly CandidateTable candidates;
    private readonly SessionTable sessions;
    private readonly Independence independence;
    private readonly Trial trial;
    private readonly TimeChain timeChains;
    private readonly RoomChain roomChains;
    private readonly RoomClash roomClash;
    private readonly AffordableOptions affordable;
    private readonly Blockers blockers = new();

    /// <summary>By session, where it was in the published week, option -1 for nowhere; null where no week is familiar.</summary>
    private readonly (int Option, int Start)[]? homes;
    private readonly RoomStability? stability;
    private readonly int[] home = new int[Blockers.Most];
    private readonly float[] patience = new float[Chances];

    public Moves(Timetable timetable)
    {
        this.timetable = timetable;
        candidates = timetable.Week.Candidates;
        sessions = timetable.Week.Sessions;
        independence = new Independence(timetable);
        trial = new Trial(timetable);
        timeChains = new TimeChain(timetable, trial);
        roomChains = new RoomChain(timetable, trial);
        roomClash = timetable.RoomClash;
        affordable = new AffordableOptions(timetable);
        stability = timetable.Soft.OfType<RoomStability>().FirstOrDefault();
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
            var at = RandomStart(option, ref dice);
            if ((roll & HalfOfAll) == 0)
                at = Aligned(session, option, at, ref dice);
            return Push(session, option, at, ref dice);
        }
        int start;
        if (
            homes is not null
            && (roll >> 16 & 255) < GoHome
            && homes[session] is { Option: >= 0 } home
        )
            (option, start) = home;
        else if (
            (roll >> 16 & 255) >= 256 - JoinRoom
            && RoomOfAnother(session, ref dice) is >= 0 and var there
        )
            (option, start) = (there, timetable.Start[session]);
        else if ((roll & 255) < KeepStart)
            (option, start) = (affordable.Random(kind, ref dice), timetable.Start[session]);
        else
        {
            if ((roll & 255) >= KeepStart + KeepOption)
                option = affordable.Random(kind, ref dice);
            start = RandomStart(option, ref dice);
        }
        if (!IsElsewhere(session, option, start))
            return 0;
        var holder = roomClash.Holder(session, option, start);
        if (
            holder == RoomClash.Several
            && (roll & HalfOfAll) == 0
            && start != timetable.Start[session]
        )
        {
            start = Aligned(session, option, start, ref dice);
            if (!IsElsewhere(session, option, start))
                return 0;
            holder = roomClash.Holder(session, option, start);
        }
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
        var isShort = sessions.Length[session] == 1;
        var push = isShort ? PushAside : PushLongAside;
        if (rare < push)
            return Push(session, option, start, ref dice);
        if (start != timetable.Start[session])
            return rare < push + ExchangeTimes
                ? timeChains.Try(session, start, Limit(ref dice))
                : 0;
        return
            !isShort // two of one cell have exchanged rooms by now, if they can
            && rare < push + ExchangeRooms
            && candidates.Room[option] != timetable.Room[session]
            ? roomChains.Try(session, option, Limit(ref dice))
            : 0;
    }

    private bool IsElsewhere(int session, int option, int start) =>
        candidates.StartSet[option][start]
        && (option != timetable.Option[session] || start != timetable.Start[session]);

    /// <summary>
    /// A start for a session that would be in the way of several: one at which it begins or ends with one of them, so that as few as can be are in its
    /// way. Chance would seldom find that on a fine grid. The same start where there is no such.
    /// </summary>
    private int Aligned(int session, int option, int start, ref Dice dice)
    {
        if (sessions.Length[session] == 1)
            return start;
        var aligned = roomClash.Aligned(session, option, start, dice.Next());
        return candidates.StartSet[option][aligned] ? aligned : start;
    }

    /// <summary>An option in a room where another session of the clinic is; -1 where they all are in one room.</summary>
    private int RoomOfAnother(int session, ref Dice dice)
    {
        if (
            sessions.Length[session] == 1 // chance finds those by itself
            || stability?.IsSplit(sessions.Clinic[session]) != true
        )
            return -1;
        var clinic = timetable.Week.Clinics[sessions.Clinic[session]];
        var room = timetable.Room[clinic.FirstSession + dice.Below(clinic.SessionCount)];
        if (room < 0 || room == timetable.Room[session])
            return -1;
        return candidates.OptionFor(sessions.Kind[session], room, timetable.Option[session]);
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
        var otherOption = candidates.OptionFor(
            sessions.Kind[other],
            timetable.Room[session],
            timetable.Option[other]
        );
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
            FindRefuge(blockers[i], home[i], oldStart, oldRoom, session, limit, ref dice);
        if (trial.Delta <= limit)
            return trial.Delta;
        trial.Undo();
        return 0;
    }

    private void FindRefuge(
        int session,
        int option,
        int start,
        int room,
        int pusher,
        int limit,
        ref Dice dice
    )
    {
        var kind = sessions.Kind[session];
        var best = (Option: -1, Start: -1);
        var bestCost = timetable.UnplacedCost[session];
        if (sessions.Length[session] > 1)
            ConsiderBeside();
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

        // Close before or after the pusher in the same room: the gap that leaves no gap.
        void ConsiderBeside()
        {
            var by = timetable.Option[pusher];
            var after = timetable.End[pusher] + candidates.After[by] + candidates.Before[option];
            var before =
                timetable.Start[pusher]
                - candidates.Before[by]
                - candidates.After[option]
                - sessions.Length[session];
            if (after < timetable.Week.Grid.Cells && candidates.StartSet[option][after])
                Consider(option, after);
            if (before >= 0 && candidates.StartSet[option][before])
                Consider(option, before);
        }

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
