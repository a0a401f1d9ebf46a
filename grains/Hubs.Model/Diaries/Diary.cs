using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>One hub's published day. Immutable; <see cref="DiaryEntry"/> facts are the only way it changes.</summary>
public sealed record Diary
{
    public required HubId Hub { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>Number of entries applied.</summary>
    public long Version { get; init; }

    /// <summary>Null until something was published or placed.</summary>
    public HubDay? Day { get; init; }

    public ImmutableDictionary<SessionId, DiarySession> Sessions { get; init; } =
        ImmutableDictionary<SessionId, DiarySession>.Empty;

    public ImmutableDictionary<AppointmentId, Appointment> Appointments { get; init; } =
        ImmutableDictionary<AppointmentId, Appointment>.Empty;

    public ImmutableDictionary<TicketId, WalkIn> WalkIns { get; init; } =
        ImmutableDictionary<TicketId, WalkIn>.Empty;

    public ImmutableArray<RoomBlock> Blocks { get; init; } = [];

    public ImmutableDictionary<RoomId, RoomState> RoomStates { get; init; } =
        ImmutableDictionary<RoomId, RoomState>.Empty;

    public ImmutableDictionary<CommandId, AnsweredCommand> Answered { get; init; } =
        ImmutableDictionary<CommandId, AnsweredCommand>.Empty;
}

/// <summary>A published session with what is taken of it. <see cref="Sequence"/> rises with every change (iCalendar SEQUENCE).</summary>
public sealed record DiarySession(Session Session, bool IsCancelled, int Sequence)
{
    public ImmutableDictionary<HoldId, Hold> Holds { get; init; } =
        ImmutableDictionary<HoldId, Hold>.Empty;
}

/// <summary>The answer a command got, kept so that its repeat gets the same.</summary>
public sealed record AnsweredCommand(string Fingerprint, Receipt Receipt);

/// <summary>Everything one command changed, with who, when and why: one version of the diary, never edited.</summary>
public sealed record DiaryEntry(
    CommandId Command,
    string Fingerprint,
    DateTimeOffset At,
    Actor By,
    string? Why,
    Receipt Receipt,
    ImmutableArray<DiaryFact> Facts
);

public abstract record DiaryFact;
