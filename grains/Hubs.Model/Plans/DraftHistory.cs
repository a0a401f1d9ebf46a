using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// What was done to a draft since the last publication, so that it can be undone and done again, and earlier drafts looked at. Bounded: the
/// newest <see cref="StepsKept"/> steps, of which <see cref="RunsKept"/> runs, as a run changes nearly every session.
/// </summary>
public sealed record DraftHistory
{
    public const int StepsKept = 20;
    public const int RunsKept = 5;

    public static readonly DraftHistory Empty = new();

    /// <summary>Oldest first. Each leads back to the draft before it.</summary>
    public ImmutableArray<KeptStep> Past { get; init; } = [];

    /// <summary>Steps undone, the next to do again last. Each leads on to the draft after it.</summary>
    public ImmutableArray<KeptStep> Undone { get; init; } = [];

    /// <summary>A new step; what was undone before it is forgotten.</summary>
    public DraftHistory With(PlanStep step, Plan? before, Plan after)
    {
        var past = Past.Add(new KeptStep(step, PlanDelta.Between(after, before)));
        while (
            past.Length > StepsKept
            || past.Count(kept => kept.Step.Kind is PlanStepKind.Run) > RunsKept
        )
            past = past.RemoveAt(0);
        return new DraftHistory { Past = past };
    }

    /// <summary>The draft before the newest step, or null when there is no step to undo.</summary>
    public (DraftHistory History, Plan? Draft, PlanStep Step)? Undo(Plan? draft)
    {
        if (Past.IsEmpty)
            return null;
        var (step, back) = Past[^1];
        var before = back.Apply(draft);
        var history = new DraftHistory
        {
            Past = Past.RemoveAt(Past.Length - 1),
            Undone = Undone.Add(new KeptStep(step, PlanDelta.Between(before, draft))),
        };
        return (history, before, step);
    }

    /// <summary>The draft after the step undone last, or null when none was.</summary>
    public (DraftHistory History, Plan? Draft, PlanStep Step)? Redo(Plan? draft)
    {
        if (Undone.IsEmpty)
            return null;
        var (step, on) = Undone[^1];
        var after = on.Apply(draft);
        var history = new DraftHistory
        {
            Past = Past.Add(new KeptStep(step, PlanDelta.Between(after, draft))),
            Undone = Undone.RemoveAt(Undone.Length - 1),
        };
        return (history, after, step);
    }

    /// <summary>The draft a step made, as it was then; null where that step is no longer kept.</summary>
    public Plan? DraftOf(long version, Plan? draft)
    {
        for (var i = Past.Length - 1; i >= 0; i--)
        {
            if (Past[i].Step.Version == version)
                return draft;
            draft = Past[i].Delta.Apply(draft);
        }
        return null;
    }
}

public sealed record KeptStep(PlanStep Step, PlanDelta Delta);

/// <summary>What turns one draft into another: the sessions that are different there, and all that is not sessions.</summary>
public sealed record PlanDelta
{
    /// <summary>The other draft without its sessions; null where there was no draft.</summary>
    public Plan? Frame { get; init; }

    /// <summary>Its unplaced sessions are those of the draft this is applied to.</summary>
    public bool SameUnplaced { get; init; }

    public ImmutableArray<Session> Changed { get; init; } = [];

    public ImmutableArray<SessionId> Gone { get; init; } = [];

    public static PlanDelta Between(Plan? from, Plan? to)
    {
        if (to is null)
            return new PlanDelta();
        var before = (from?.Sessions ?? []).ToDictionary(session => session.Id);
        var after = to.Sessions.Select(session => session.Id).ToHashSet();
        var same = from is not null && from.Unplaced == to.Unplaced;
        return new PlanDelta
        {
            Frame = to with { Sessions = [], Unplaced = same ? [] : to.Unplaced },
            SameUnplaced = same,
            Changed =
            [
                .. to.Sessions.Where(session =>
                    !before.TryGetValue(session.Id, out var old) || old != session
                ),
            ],
            Gone = [.. before.Keys.Where(id => !after.Contains(id))],
        };
    }

    public Plan? Apply(Plan? from)
    {
        if (Frame is null)
            return null;
        var replaced = Changed.Select(session => session.Id).Concat(Gone).ToHashSet();
        return Frame with
        {
            Sessions = Plan.InOrder(
                (from?.Sessions ?? [])
                    .Where(session => !replaced.Contains(session.Id))
                    .Concat(Changed)
            ),
            Unplaced = SameUnplaced ? from?.Unplaced ?? [] : Frame.Unplaced,
        };
    }
}
