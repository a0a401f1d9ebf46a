namespace Hubs.Allocation;

/// <summary>One thing a good week keeps to. The name is what weights and scores are listed under.</summary>
internal abstract class Rule
{
    public abstract string Name { get; }

    /// <summary>
    /// Whether the rule may ever object to, or charge for, a session of the clinic. Where others are it is not told.
    /// </summary>
    public virtual bool Watches(int clinic) => true;

    /// <summary>Whether the rule counts sessions of the clinic as they are placed and removed. One that looks at the timetable itself need not.</summary>
    public virtual bool Counts(int clinic) => true;

    /// <summary>The search has just placed a session; whatever the rule counts, it counts now.</summary>
    public virtual void Placed(int session) { }

    /// <summary>A session is about to lose its place.</summary>
    public virtual void Removed(int session) { }
}

/// <summary>
/// A rule that no plan breaks, and that depends on where the other sessions are. Rules that do not (<see cref="RoomSuits"/>,
/// <see cref="RoomOpen"/>, <see cref="ClinicianAvailable"/>, <see cref="AllowedTimes"/>) decide which candidates exist at all.
/// </summary>
internal abstract class HardRule : Rule
{
    /// <summary>
    /// Whether the session could not go to this option and start. Its own present place does not count against it, nor does that
    /// of <paramref name="except"/> (-1 for none), which is about to move.
    /// </summary>
    public abstract bool Breaks(int session, int option, int start, int except);

    /// <summary>
    /// Adds sessions that would have to go elsewhere first. Removing them is a proposal: another rule, or this one, may still
    /// object afterwards.
    /// </summary>
    public abstract void AddBlockers(int session, int option, int start, Blockers blockers);
}

/// <summary>
/// A rule a plan keeps as well as it can, at a price per breach. <see cref="Marginal"/> is the incremental score: what the plan
/// costs more with the session at a place than without the session, all else as it is now.
/// </summary>
internal abstract class SoftRule(Timetable timetable) : Rule
{
    protected Timetable Timetable { get; } = timetable;

    /// <summary>Hundredths of a point for one breach.</summary>
    public abstract int Price { get; }

    /// <summary>
    /// In hundredths of a point, negative where the session there makes the plan better. The session's own present place is taken as
    /// empty. Changes nothing.
    /// </summary>
    public abstract int Marginal(int session, int option, int start);

    /// <summary>Whether a placed session costs something where it is. The search tries such sessions more often.</summary>
    public virtual bool IsDear(int session) =>
        Marginal(session, Timetable.Option[session], Timetable.Start[session]) > 0;

    /// <summary>
    /// What moving a placed session costs, all else as it is now. An answer above the limit may be any number above the limit.
    /// </summary>
    public virtual int Delta(int session, int option, int start, int limit) =>
        Marginal(session, option, start)
        - Marginal(session, Timetable.Option[session], Timetable.Start[session]);

    /// <summary>The most, in hundredths of a point, by which moving one session of the clinic can lower its marginal cost.</summary>
    public abstract int MostGain(int clinic);

    /// <summary>
    /// Whether the rule says as it goes, by <see cref="Timetable.ChangeHope"/>, how much of <see cref="MostGain"/> there is to gain as
    /// things are now. It starts from 0, with nothing placed.
    /// </summary>
    public virtual bool TellsHope => false;

    /// <summary>False where the marginal cost is the same at every start.</summary>
    public virtual bool SeesTime => true;

    /// <summary>False where it is the same in every room of a hub, whoever is in the team.</summary>
    public virtual bool SeesRoom => true;

    /// <summary>Whether moving a session of one clinic may change the marginal cost of a session of the other.</summary>
    public abstract bool Couples(int clinic, int other);

    /// <summary>Whether <see cref="ExchangeDelta"/> is right for sessions of two clinics that the rule couples.</summary>
    public virtual bool MeasuresExchanges => false;

    /// <summary>What it costs that two placed sessions take each other's hub and start.</summary>
    public virtual int ExchangeDelta(
        int session,
        int option,
        int start,
        int other,
        int otherOption,
        int otherStart
    ) =>
        Delta(session, option, start, int.MaxValue)
        + Delta(other, otherOption, otherStart, int.MaxValue);

    /// <summary>The whole cost from scratch, in hundredths of a point, without any running count.</summary>
    public abstract RuleTotal Total();
}

/// <summary>Cost in hundredths of a point, how many breaches, and what they are in a sentence.</summary>
internal readonly record struct RuleTotal(long Cost, int Count, string Sentence);

/// <summary>Sessions in the way of a placement; too many, or one that cannot move, makes the placement hopeless.</summary>
internal sealed class Blockers
{
    public const int Most = 4;

    private readonly int[] sessions = new int[Most];

    public int Count { get; private set; }

    public bool IsHopeless { get; private set; }

    public int this[int index] => sessions[index];

    public void Clear()
    {
        Count = 0;
        IsHopeless = false;
    }

    public void GiveUp() => IsHopeless = true;

    public void Add(int session)
    {
        for (var i = 0; i < Count; i++)
            if (sessions[i] == session)
                return;
        if (Count == Most)
            IsHopeless = true;
        else
            sessions[Count++] = session;
    }
}
