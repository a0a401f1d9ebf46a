using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// One hub's published day. Immutable: <see cref="Decide"/> says what a command comes to, <see cref="Apply"/> makes it so. The rules are in the
/// other parts of this type: DiarySessions, DiaryBooking, DiaryHolds, DiaryWalkIns, DiaryRooms.
/// </summary>
public sealed partial record Diary
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

    public AnsweredCommands Answered { get; init; } = AnsweredCommands.Empty;

    /// <summary>Work in other grains that an entry of this diary promised and that is not done yet.</summary>
    public ImmutableArray<Errand> Errands { get; init; } = [];

    /// <summary>What the command comes to now. Changes nothing; <paramref name="now"/> is the only clock.</summary>
    public Decision<DiaryEntry> Decide(DiaryCommand command, DateTimeOffset now)
    {
        if (Answered.TryGetValue(command.Info.Id, out var answered))
            return answered.Repeat<DiaryEntry>(command.Info);
        var outcome = command switch
        {
            BookAppointment c => Book(c, now),
            HoldSlots c => Hold(c, now),
            ExtendHold c => Extend(c, now),
            ReleaseHold c => Release(c),
            ExpireHolds => Expire(now),
            RescheduleAppointment c => Reschedule(c, now),
            CancelAppointment c => Cancel(c),
            ChangeAppointmentStatus c => ChangeStatus(c),
            RegisterWalkIn c => Register(c, now),
            PlaceWalkIn c => Place(c, now),
            CloseWalkIn c => Close(c),
            SendWalkIn c => Start(c, now),
            EndSending c => End(c, now),
            PublishDay c => Publish(c, now),
            PlaceSession c => Place(c, now),
            CancelSession c => Cancel(c, now),
            ChangeRoom c => Change(c, now),
            BlockRoom c => Block(c),
            UnblockRoom c => Unblock(c),
            SetRoomState c => SetState(c),
            StartMove c => Start(c),
            EndErrand c => End(c),
            _ => throw new ArgumentException($"No rule for {command.GetType().Name}"),
        };
        if (outcome.Refusal is { } refusal)
            return new(null, refusal, null);
        if (outcome.IsNothing)
            return new(outcome.Receipt, null, null);
        var info = command.Info;
        return new(
            outcome.Receipt,
            null,
            new DiaryEntry(info.Id, info.Fingerprint, now, info.By, info.Why, outcome.Facts)
            {
                Receipt = outcome.Receipt is AppointmentReceipt ? null : outcome.Receipt,
            }
        );
    }

    /// <summary>The diary after the entry: exactly one version later.</summary>
    public Diary Apply(DiaryEntry entry)
    {
        var after = this;
        foreach (var fact in entry.Facts)
            after = fact.ApplyTo(after, entry.At);
        var version = Version + 1;
        var receipt = entry.Receipt ?? after.ReceiptOf(entry.Facts, version);
        return after with
        {
            Version = version,
            Answered = receipt is null
                ? Answered
                : Answered.With(
                    entry.Command,
                    new AnsweredCommand(entry.Fingerprint, receipt) { At = entry.At },
                    version
                ),
        };
    }

    /// <summary>An outcome on its way to becoming a decision.</summary>
    private readonly record struct Outcome(
        Receipt? Receipt,
        Refusal? Refusal,
        ImmutableArray<DiaryFact> Facts
    )
    {
        /// <summary>Nothing was there to do, and saying so again later does no harm: no version is made.</summary>
        public bool IsNothing { get; init; }

        public static implicit operator Outcome(Refusal refusal) => new(null, refusal, []);

        public static Outcome Done(Receipt? receipt, params ImmutableArray<DiaryFact> facts) =>
            new(receipt, null, facts);
    }

    private long NextVersion => Version + 1;
}
