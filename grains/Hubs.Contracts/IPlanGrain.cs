using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Contracts;

/// <summary>One week over all hubs. Key: the ISO week, "2026-W48".</summary>
public interface IPlanGrain : IGrainWithStringKey
{
    [AlwaysInterleave]
    Task<PlanState> Get();

    /// <summary>Starts allocating off the grain's thread and answers at once. Refused "already-running".</summary>
    Task<Answer<PlanReceipt>> Run(RunPlan command);

    /// <summary>Ends a running allocation early; the best plan so far becomes the draft.</summary>
    [AlwaysInterleave]
    Task Stop();

    /// <summary>What publishing the draft would do to every diary of the week. Changes nothing.</summary>
    Task<PublishPreview> Preview();

    /// <summary>
    /// Starts publishing the draft to the diaries, one after the other, and answers at once. Repeatable; resumes after a crash.
    /// Refused "changed-meanwhile" (another version), "no-draft", or "more-orphans" (more appointments would lose their place than were accepted).
    /// </summary>
    Task<Answer<PlanReceipt>> Publish(PublishPlan command);

    /// <summary>Marks sessions of the draft as pinned or free: the next run leaves pinned ones where they are.</summary>
    Task<Answer<PlanReceipt>> Pin(
        CommandInfo info,
        ImmutableArray<SessionId> sessions,
        bool pinned
    );

    /// <summary>
    /// What stands against a session of the draft (else of the published plan) being at a place, what would have to move, and what the score
    /// would do. Changes nothing. Null when nobody wants such a session this week, or the room is not there.
    /// </summary>
    [AlwaysInterleave]
    Task<PlaceVerdict?> WhyNot(SessionId session, SessionPlace place);

    /// <summary>Why a session is where it is, or has no place. Null when the week has no such session.</summary>
    [AlwaysInterleave]
    Task<SessionReasons?> Why(SessionId session);

    /// <summary>
    /// How good any plan of the week could be, sessions that stay where they are (pinned, begun, booked by hand) staying there: with the counting
    /// that proves it. Changes nothing. Some tenths of a second, then kept until something of the week changes.
    /// </summary>
    [AlwaysInterleave]
    Task<PlanBound> Bound();

    /// <summary>What could give way so that a session without a place finds one, cheapest first, each tried out. May take seconds.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<Relaxation>> Relaxations(SessionId session);

    /// <summary>
    /// What <see cref="Move"/> would say and do: as <see cref="WhyNot"/>, but the session's own pin does not count. Changes nothing.
    /// </summary>
    [AlwaysInterleave]
    Task<PlaceVerdict?> TryMove(SessionId session, SessionPlace place);

    /// <summary>
    /// Moves a session of the draft (else of the published plan, which makes a draft), or gives one without a place a place; pins it there, and
    /// scores the draft anew. Refused "changed-meanwhile" (another version), "place-not-free" (a rule forbids the place), "others-in-the-way"
    /// (sessions other than those accepted would have to give way), "unknown-session", "already-there", "already-running", "no-draft".
    /// </summary>
    Task<Answer<PlanReceipt>> Move(MoveSession command);

    /// <summary>
    /// Takes back the newest run, move or pin since the last publication. Refused "nothing-to-undo", "changed-meanwhile", "already-running".
    /// </summary>
    Task<Answer<PlanReceipt>> Undo(CommandInfo info, long version);

    /// <summary>Does again what was undone last. Refused "nothing-to-redo", "changed-meanwhile", "already-running".</summary>
    Task<Answer<PlanReceipt>> Redo(CommandInfo info, long version);

    /// <summary>
    /// How the draft (else the published plan) differs from the draft a kept step made, or with null from what is published. Null when either
    /// is not there (any more).
    /// </summary>
    [AlwaysInterleave]
    Task<PlanComparison?> Compare(long? with);

    /// <summary>
    /// Up to three ways to put the published week right after a disruption, worked out on the diaries as they are. Changes nothing. Null when
    /// the week is not published. Takes a second or a few.
    /// </summary>
    [AlwaysInterleave]
    Task<RepairOffer?> Repair(Disruption disruption);

    /// <summary>
    /// One of the offered plans becomes the draft, to be looked at and published as any other. Refused "already-running", "not-published", or
    /// "changed-meanwhile" (the offer was of another version).
    /// </summary>
    Task<Answer<PlanReceipt>> TakeRepair(TakeRepair command);
}
