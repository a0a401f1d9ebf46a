using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>
/// Which hours one clinician has promised to which sessions. Immutable: <see cref="Decide"/> says what a command comes to, <see cref="Apply"/> makes it
/// so. A claim that was not confirmed stands until somebody has asked its diary: <see cref="ExpiredBy"/> lists those due.
/// </summary>
public sealed partial record ClinicianCalendar
{
    /// <summary>Claims this long past are dropped when something else changes; the entries keep them.</summary>
    private const int DaysKept = 90;

    public required ClinicianId Id { get; init; }

    /// <summary>Number of entries applied.</summary>
    public long Version { get; init; }

    /// <summary>Null until configured.</summary>
    public Clinician? Clinician { get; init; }

    public ImmutableArray<TravelTime> Travel { get; init; } = [];

    /// <summary>Calendars stored before names were kept have none.</summary>
    [AllowNull]
    public ImmutableDictionary<HubId, string> HubNames
    {
        get => field ?? ImmutableDictionary<HubId, string>.Empty;
        init;
    }

    /// <summary>Leave taken here, on top of what is configured.</summary>
    public ImmutableArray<Leave> LeaveTaken { get; init; } = [];

    /// <summary>What the clinician's own calendars take. Not part of what is stored here: it is replaced at every reading, not remembered.</summary>
    [JsonIgnore]
    public ImmutableArray<BusyTime> Busy { get; init; } = [];

    public ImmutableDictionary<SessionId, DayClaim> Confirmed { get; init; } =
        ImmutableDictionary<SessionId, DayClaim>.Empty;

    /// <summary>Claims whose sessions are being placed. One of a session that is being moved stands beside its confirmed claim until confirmed.</summary>
    public ImmutableDictionary<SessionId, DayClaim> Pending { get; init; } =
        ImmutableDictionary<SessionId, DayClaim>.Empty;

    public AnsweredCommands Answered { get; init; } = AnsweredCommands.Empty;

    public IEnumerable<DayClaim> ExpiredBy(DateTimeOffset now) =>
        Pending.Values.Where(claim => claim.Expires <= now);

    private IEnumerable<DayClaim> Claims => Confirmed.Values.Concat(Pending.Values);

    /// <summary>The person with all leave, and every claim of those days.</summary>
    public ClinicianDays Between(DateOnly from, int days) =>
        new(
            Clinician is null
                ? null
                : Clinician with
                {
                    Leave = Clinician.Leave.AddRange(LeaveTaken),
                },
            [
                .. Claims
                    .Where(c => from <= c.Date && c.Date < from.AddDays(days))
                    .OrderBy(c => c.Date)
                    .ThenBy(c => c.Window.Start),
            ]
        )
        {
            Busy = [.. Busy.Where(b => from <= b.Date && b.Date < from.AddDays(days))],
        };

    /// <summary>What the command comes to now. Changes nothing.</summary>
    public Decision<ClinicianEntry> Decide(ClinicianCommand command, DateTimeOffset now)
    {
        var info = command.Info;
        if (Answered.TryGetValue(info.Id, out var answered))
            return answered.Repeat<ClinicianEntry>(info);
        var (fact, affected, refusal) = command switch
        {
            ClaimTime c => Claim(c),
            ConfirmClaims c => Confirm(c),
            ReleaseClaims c => Release(c),
            SettleClaim c => Settle(c),
            ConfigureClinician c => Configure(c),
            TakeLeave c => Take(c),
            _ => throw new ArgumentException($"No rule for {command.GetType().Name}"),
        };
        if (refusal is not null)
            return new(null, refusal, null);
        if (fact is null)
            return new(new ClaimReceipt(Id, affected) { Version = Version }, null, null);
        var receipt = new ClaimReceipt(Id, affected) { Version = Version + 1 };
        return new(
            receipt,
            null,
            new ClinicianEntry(info.Id, info.Fingerprint, now, info.By, info.Why, receipt, [fact])
        );
    }

    /// <summary>The calendar after the entry: exactly one version later.</summary>
    public ClinicianCalendar Apply(ClinicianEntry entry)
    {
        var after = this;
        foreach (var fact in entry.Facts)
            after = fact.ApplyTo(after);
        var longPast = DateOnly.FromDateTime(entry.At.UtcDateTime).AddDays(-DaysKept);
        return after with
        {
            Version = Version + 1,
            Confirmed = after.Confirmed.RemoveRange(
                after.Confirmed.Values.Where(c => c.Date < longPast).Select(c => c.Session).ToList()
            ),
            Answered = Answered.With(
                entry.Command,
                new AnsweredCommand(entry.Fingerprint, entry.Receipt) { At = entry.At },
                Version + 1
            ),
        };
    }

    private readonly record struct Outcome(
        ClinicianFact? Fact,
        ImmutableArray<SessionId> Affected,
        Refusal? Refusal
    )
    {
        public static implicit operator Outcome(Refusal refusal) => new(null, [], refusal);
    }

    private Outcome Claim(ClaimTime command)
    {
        if (Clinician is null)
            return ClaimRefusals.Unknown(Id);
        var asked = command.Claims;
        if (asked.DistinctBy(claim => claim.Session).Count() != asked.Length)
            return ClaimRefusals.SessionTwice(Clinician);
        var sessions = asked.Select(claim => claim.Session).ToHashSet();
        var standing = Claims.Where(claim => !sessions.Contains(claim.Session)).ToList();
        foreach (var claim in asked)
        {
            if (FirstRuleBroken(claim, standing) is { } refusal)
                return refusal;
            standing.Add(claim);
        }
        return new(new TimeClaimed(asked), [], null);
    }

    private Outcome Confirm(ConfirmClaims command)
    {
        ImmutableArray<SessionId> open = [.. command.Sessions.Where(Pending.ContainsKey)];
        ImmutableArray<SessionId> missing =
        [
            .. command.Sessions.Where(id => !Pending.ContainsKey(id) && !Confirmed.ContainsKey(id)),
        ];
        if (missing.Length > 0 && missing.Length == command.Sessions.Length)
            return ClaimRefusals.NotClaimed(Id, missing);
        return new(open.IsEmpty ? null : new ClaimsConfirmed(open), missing, null);
    }

    private Outcome Release(ReleaseClaims command)
    {
        ImmutableArray<SessionId> held =
        [
            .. command.Sessions.Where(id =>
                Pending.ContainsKey(id) || (!command.OnlyPending && Confirmed.ContainsKey(id))
            ),
        ];
        return new(held.IsEmpty ? null : new ClaimsReleased(held, command.OnlyPending), [], null);
    }

    /// <summary>Only if the claim still is the one the diary was asked about.</summary>
    private Outcome Settle(SettleClaim command)
    {
        var id = command.Claim.Session;
        if (!Pending.TryGetValue(id, out var pending) || pending != command.Claim)
            return new(null, [], null);
        return command.SessionExists
            ? new(new ClaimsConfirmed([id]), [], null)
            : new(new ClaimsReleased([id], OnlyPending: true), [id], null);
    }

    private Outcome Configure(ConfigureClinician command)
    {
        if (command.Clinician.Id != Id)
            return ClaimRefusals.SomebodyElse(Id, command.Clinician.Id);
        var same =
            Clinician is not null
            && SameJson.Of(Clinician, command.Clinician, HubsJson.Default.Clinician)
            && Travel.AsSpan().SequenceEqual(command.Travel.AsSpan())
            && HubNames.Count == command.HubNames.Count
            && HubNames.All(hub => command.HubNames.Contains(hub));
        return new(
            same
                ? null
                : new ClinicianConfigured(command.Clinician, command.Travel)
                {
                    HubNames = command.HubNames,
                },
            [],
            null
        );
    }

    private Outcome Take(TakeLeave command)
    {
        if (Clinician is null)
            return ClaimRefusals.Unknown(Id);
        var leave = command.Leave;
        if (leave.To < leave.From)
            return ClaimRefusals.LeaveBackwards(leave);
        return new(
            new LeaveTaken(leave),
            [
                .. Claims
                    .Where(claim => Covers(leave, claim))
                    .OrderBy(claim => claim.Date)
                    .ThenBy(claim => claim.Window.Start)
                    .Select(claim => claim.Session)
                    .Distinct(),
            ],
            null
        );
    }
}
