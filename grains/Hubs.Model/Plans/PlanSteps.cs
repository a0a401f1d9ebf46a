using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>
/// Puts a session of the draft (else of the published plan) at a place and pins it there. <see cref="Others"/>: the sessions that move or lose
/// their place for it, as the coordinator was shown them; empty accepts none.
/// </summary>
public sealed record MoveSession(
    CommandInfo Info,
    long Version,
    SessionId Session,
    SessionPlace Place
)
{
    public ImmutableArray<SessionId> Others { get; init; } = [];
}

[JsonConverter(typeof(KebabEnumConverter<PlanStepKind>))]
public enum PlanStepKind
{
    Run,
    Move,
    Pin,
    Unpin,
    Repair,
}

/// <summary>One thing a coordinator did to the draft, and what the draft came to. <see cref="Version"/> is the one it made.</summary>
public sealed record PlanStep(
    long Version,
    DateTimeOffset At,
    Actor By,
    PlanStepKind Kind,
    string Sentence
)
{
    public int Placed { get; init; }

    public int NotPlaced { get; init; }

    public double Cost { get; init; }

    public static PlanStep To(
        Plan draft,
        long version,
        DateTimeOffset at,
        Actor by,
        PlanStepKind kind,
        string sentence
    ) =>
        new(version, at, by, kind, sentence)
        {
            Placed = draft.Sessions.Length,
            NotPlaced = draft.NotPlaced,
            Cost = draft.Cost,
        };
}

/// <summary>The score at one moment of a run: points off ideal, unplaced sessions included.</summary>
public sealed record ScoreAt(double Seconds, double Cost, int Placed)
{
    /// <summary>A trail is thinned out once it is longer, so that a long run's is no larger than a short one's.</summary>
    public const int Most = 80;

    public static ImmutableArray<ScoreAt> Append(ImmutableArray<ScoreAt> trail, ScoreAt next) =>
        trail.Length < Most ? trail.Add(next) : [.. trail.Where((_, i) => i % 2 == 0), next];
}
