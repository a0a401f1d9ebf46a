using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>Somewhere a session is or might be. <see cref="Clinicians"/> empty in a question: whoever suits best, those who run it now first.</summary>
public sealed record SessionPlace(RoomId Room, DateOnly Date, TimeOnly Start)
{
    public ImmutableArray<ClinicianId> Clinicians { get; init; } = [];

    public static SessionPlace Of(Session session) =>
        new(session.Room, session.Date, session.Window.Start) { Clinicians = session.Clinicians };
}

/// <summary>What would happen if a session went to a place, all else as it stands. Nothing is changed by asking.</summary>
public sealed record PlaceVerdict
{
    public required SessionId Session { get; init; }

    public required string Name { get; init; }

    /// <summary>The place asked about, with the people it was judged for.</summary>
    public required SessionPlace Place { get; init; }

    /// <summary>No rule stands in the way.</summary>
    public bool IsFree => Objections.IsEmpty;

    /// <summary>The hard rules the session would break there now.</summary>
    public ImmutableArray<PlaceObjection> Objections { get; init; } = [];

    /// <summary>
    /// One to three other sessions and where each could go, after which the session fits. Tried out on the week as it stands, in this
    /// order. Empty when the place is free, or when no such chain was found.
    /// </summary>
    public ImmutableArray<SessionMove> Moves { get; init; } = [];

    /// <summary>Sessions that would lose their place, when no chain of moves keeps them all.</summary>
    public ImmutableArray<SessionId> Displaced { get; init; } = [];

    /// <summary>Every session that moves or loses its place for this one.</summary>
    [JsonIgnore]
    public ImmutableArray<SessionId> Others =>
        [.. Moves.Select(move => move.Session), .. Displaced];

    /// <summary>
    /// Points the plan would cost more (negative: less) with the session there and <see cref="Moves"/> made or <see cref="Displaced"/> taken
    /// out. Null where a rule refuses the place whatever the others do.
    /// </summary>
    public double? CostChange { get; init; }

    /// <summary>The change by rule; rules it leaves alone are not listed.</summary>
    public ImmutableArray<RuleChange> Changes { get; init; } = [];
}

/// <summary>A hard rule that a place breaks, in words to read out, and the sessions it breaks it with.</summary>
public sealed record PlaceObjection(
    string Rule,
    string Sentence,
    ImmutableArray<SessionId> Sessions
);

/// <summary>A session that goes elsewhere. <see cref="To"/> null: it loses its place; <see cref="From"/> null: it had none.</summary>
public sealed record SessionMove(
    SessionId Session,
    string Name,
    SessionPlace? From,
    SessionPlace? To,
    string Sentence
);

/// <summary>How much more (negative: less) a soft rule costs, in points, and what the rule wants.</summary>
public sealed record RuleChange(string Rule, double Points, string Sentence);

/// <summary>Why a session is where it is, or why it has no place.</summary>
public sealed record SessionReasons
{
    public required SessionId Session { get; init; }

    public required string Name { get; init; }

    /// <summary>Null for a session without a place.</summary>
    public SessionPlace? Place { get; init; }

    /// <summary>The answer in a sentence or two.</summary>
    public required string Sentence { get; init; }

    /// <summary>What it costs at its place, by rule.</summary>
    public ImmutableArray<RuleChange> Costs { get; init; } = [];

    /// <summary>The best other places that are free now, best first.</summary>
    public ImmutableArray<PlaceVerdict> Free { get; init; } = [];

    /// <summary>Places that would score better but are not free, best first.</summary>
    public ImmutableArray<PlaceVerdict> Better { get; init; } = [];

    /// <summary>For a session without a place: the fewest rules that between them refuse every candidate.</summary>
    public BlockingRules? Blocking { get; init; }
}

/// <summary>
/// The fewest rules that between them refuse each of so many <see cref="Candidates"/> (room, people and start). Leave any one out, and a
/// candidate is left that the others allow.
/// </summary>
public sealed record BlockingRules(
    ImmutableArray<UnplacedReason> Rules,
    int Candidates,
    string Sentence
);

/// <summary>
/// Something that could give way so that a session finds a place. It was tried: with it, and after <see cref="Moves"/>, the session can be
/// at <see cref="Place"/>. <see cref="Effort"/> orders relaxations, cheapest first; what is asked of people and buildings costs more.
/// </summary>
public sealed record Relaxation(string Rule, string Sentence, double Effort, SessionPlace Place)
{
    public ImmutableArray<SessionMove> Moves { get; init; } = [];
}
