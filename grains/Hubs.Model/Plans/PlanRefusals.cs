using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>Why a plan is not run or published.</summary>
public static class PlanRefusals
{
    public static Refusal Busy(IsoWeek week) =>
        new(
            "already-running",
            $"Week {week} is being allocated or published just now. Wait until that is done, or stop it"
        );

    public static Refusal NoDraft(IsoWeek week) =>
        new("no-draft", $"There is no draft for week {week}. Allocate the week first");

    public static Refusal NotPublished(IsoWeek week) =>
        new(
            "not-published",
            $"Week {week} is not published, so there is nothing to repair. Allocate and publish it"
        );

    public static Refusal ChangedMeanwhile(long seen, long now) =>
        new(
            "changed-meanwhile",
            $"The plan changed since you looked at it (you saw version {seen}, it is now {now}). Look again before you publish"
        );

    public static Refusal MoreOrphans(int now, int accepted) =>
        new(
            "more-orphans",
            $"Publishing would now leave {now} appointments without a session; you were shown {accepted}. Look at the preview again"
        );

    public static Refusal EditedMeanwhile(long seen, long now) =>
        new(
            "changed-meanwhile",
            $"The plan changed since you looked at it (you saw version {seen}, it is now {now}). Look again, then repeat your change"
        );

    public static Refusal NobodyWants(SessionId session) =>
        new(
            "unknown-session",
            $"No clinic wants a session {session} this week, or the room or person is not known"
        );

    public static Refusal AlreadyThere(string name) =>
        new("already-there", $"{name} is at that place already");

    public static Refusal NothingToUndo => new("nothing-to-undo", "There is no change to undo");

    public static Refusal NothingToRedo =>
        new("nothing-to-redo", "Nothing was undone, so there is nothing to do again");

    /// <summary>Why a session is not moved, or null: a rule refuses the place, or others would have to give way that nobody accepted.</summary>
    public static Refusal? OfMove(PlaceVerdict verdict, ImmutableArray<SessionId> accepted)
    {
        if (verdict.IsFree)
            return null;
        var why = string.Join("; ", verdict.Objections.Select(objection => objection.Sentence));
        if (verdict.CostChange is null)
            return new Refusal("place-not-free", why);
        return verdict.Others.ToHashSet().SetEquals(accepted)
            ? null
            : new Refusal(
                "others-in-the-way",
                $"{why}. {verdict.Others.Length} other {(verdict.Others.Length == 1 ? "session" : "sessions")} would have to give way"
            );
    }

    public static Refusal BreaksRule(string sentence) => new("breaks-a-rule", sentence);

    /// <summary>The first day whose diary would not take the draft, or null.</summary>
    public static Refusal? DayRefused(PublishPreview preview, Network network) =>
        preview.Days.FirstOrDefault(day => day.Refused is not null) is { } day
            ? new Refusal(
                "day-refused",
                $"The diary of {network.FindHub(day.Hub)?.Name ?? day.Hub.Value} on {day.Date:dddd d MMMM} would not take this draft: {day.Refused!.Sentence}. Allocate the week again"
            )
            : null;

    /// <summary>A session booked by hand that the draft knows nothing of, or null.</summary>
    public static Refusal? BookedSince(Plan draft, IEnumerable<Session> bookedByHand)
    {
        var known = draft.Sessions.Select(session => session.Id).ToHashSet();
        return bookedByHand.FirstOrDefault(session => !known.Contains(session.Id)) is { } since
            ? new Refusal(
                "changed-meanwhile",
                $"{since.ServiceName} was booked by hand for {since.Date:dddd d MMMM} {since.Window} after this draft was made. Allocate the week again"
            )
            : null;
    }
}
