using System.Text.Json;

namespace Hubs.Model.Tests.Clinicians;

/// <summary>Dr Ade works at Tilbury and Grays, 25 minutes apart, on Tuesdays 08:00-12:00 and 12:00-18:00, at most six hours.</summary>
public class ClinicianCalendarTests
{
    private static readonly ClinicianId s_ade = new("ade");
    private static readonly DateOnly s_tuesday = new(2026, 11, 24);
    private static readonly DateTimeOffset s_now = UkCalendar.Instant(s_tuesday, new(8, 0));
    private readonly List<ClinicianEntry> _entries = [];
    private ClinicianCalendar _calendar = new() { Id = s_ade };
    private int _keys;

    public ClinicianCalendarTests() =>
        Do(
            new ConfigureClinician(
                Info(),
                new Clinician
                {
                    Id = s_ade,
                    Name = "Dr Ade",
                    Role = "GP",
                    Organisation = new("nelft"),
                    HomeHub = new("tilbury"),
                    Hubs = [new("grays")],
                    DailyMaximum = TimeSpan.FromHours(6),
                    Availability =
                    [
                        new(DayOfWeek.Tuesday, Window(8, 12)),
                        new(DayOfWeek.Tuesday, Window(12, 18)),
                    ],
                },
                [new TravelTime(new("tilbury"), new("grays"), TimeSpan.FromMinutes(25))]
            )
        );

    [Fact]
    public void Claim_AcrossTwoTouchingWindowsOfAvailability_IsGranted() =>
        Granted(Claim("s1", "tilbury", Window(11, 13)));

    [Fact]
    public void Claim_AtTheSameTimeAsAnother_IsRefused()
    {
        Granted(Claim("s1", "tilbury", Window(9, 11)));

        Refused("clinician-elsewhere", Claim("s2", "tilbury", Window(10, 12)));
        Granted(Claim("s3", "tilbury", Window(11, 12)));
    }

    [Fact]
    public void Claim_AtAnotherHub_NeedsTheTimeToGetThere()
    {
        Granted(Claim("s1", "tilbury", Window(9, 11)));

        var refusal = Refused("clinician-elsewhere", Claim("s2", "grays", Window(11, 12)));

        Assert.Contains("25 minutes", refusal.Sentence, StringComparison.Ordinal);
        Granted(Claim("s3", "grays", new(new(11, 25), new(12, 0))));
    }

    [Theory]
    [InlineData("corringham", 9, 11, 0, "clinician-not-at-hub")]
    [InlineData("tilbury", 17, 19, 0, "clinician-not-available")]
    [InlineData("tilbury", 9, 11, 1, "clinician-not-available")]
    [InlineData("tilbury", 8, 15, 0, "clinician-day-too-long")]
    public void Claim_AgainstHowTheClinicianWorks_IsRefused(
        string hub,
        int from,
        int to,
        int days,
        string code
    ) =>
        Refused(
            code,
            Claim("s1", hub, Window(from, to)) with
            {
                Claims =
                [
                    ClaimOf("s1", hub, Window(from, to)) with
                    {
                        Date = s_tuesday.AddDays(days),
                    },
                ],
            }
        );

    [Fact]
    public void Claims_OfAWeek_AreGrantedAllOrNone()
    {
        Refused(
            "clinician-elsewhere",
            new ClaimTime(
                Info(),
                [ClaimOf("s1", "tilbury", Window(9, 11)), ClaimOf("s2", "tilbury", Window(10, 12))]
            )
        );

        Assert.Empty(_calendar.Pending);
    }

    [Fact]
    public void Claims_OfTwoSessionsThatSwapPlaces_AreGranted()
    {
        Granted(
            new ClaimTime(
                Info(),
                [ClaimOf("s1", "tilbury", Window(9, 11)), ClaimOf("s2", "tilbury", Window(13, 15))]
            )
        );
        Granted(
            new ClaimTime(
                Info(),
                [ClaimOf("s2", "tilbury", Window(9, 11)), ClaimOf("s1", "tilbury", Window(13, 15))]
            )
        );
    }

    [Fact]
    public void SessionBeingMoved_KeepsItsOldTimeUntilTheNewIsConfirmed()
    {
        Granted(Claim("s1", "tilbury", Window(9, 11)));
        Do(new ConfirmClaims(Info(), [new("s1")]));

        Granted(Claim("s1", "tilbury", Window(13, 15)));
        Refused("clinician-elsewhere", Claim("s2", "tilbury", Window(9, 11)));
        Refused("clinician-elsewhere", Claim("s2", "tilbury", Window(14, 15)));

        Do(new ConfirmClaims(Info(), [new("s1")]));
        Granted(Claim("s2", "tilbury", Window(9, 11)));
    }

    [Fact]
    public void Claim_NotConfirmedInTime_IsDueToBeSettled_AndOnlyIfItIsStillThatClaim()
    {
        Granted(Claim("s1", "tilbury", Window(9, 11)));
        var old = Assert.Single(_calendar.ExpiredBy(s_now.AddMinutes(1)));
        Granted(Claim("s1", "tilbury", Window(13, 15)));

        Do(new SettleClaim(Info(), old, SessionExists: false));

        Assert.Equal(Window(13, 15), _calendar.Pending[new("s1")].Window);
        Do(new SettleClaim(Info(), _calendar.Pending[new("s1")], SessionExists: false));
        Assert.Empty(_calendar.Pending);
    }

    [Fact]
    public void Confirming_WhatIsGone_IsRefused() =>
        Refused("claim-gone", new ConfirmClaims(Info(), [new("s1")]));

    [Fact]
    public void Leave_ListsWhatStandsInIt_AndStopsNewClaims()
    {
        Granted(Claim("s1", "tilbury", Window(9, 11)));

        var receipt = Granted(
            new TakeLeave(Info(), new Leave(s_tuesday, s_tuesday, Window(8, 12), "ill"))
        );

        Assert.Equal([new SessionId("s1")], receipt.Affected.AsEnumerable());
        Refused("clinician-on-leave", Claim("s2", "tilbury", Window(11, 13)));
        Granted(Claim("s2", "tilbury", Window(13, 14)));
    }

    [Fact]
    public void Entries_Replayed_AndTheSnapshotReadBack_AreTheSameCalendar()
    {
        Granted(Claim("s1", "tilbury", Window(9, 11)));
        Do(new ConfirmClaims(Info(), [new("s1")]));
        Granted(Claim("s1", "grays", Window(13, 15)));
        Do(new TakeLeave(Info(), new Leave(s_tuesday, s_tuesday, null, "ill")));

        var replayed = _entries
            .Select(entry =>
                JsonSerializer.Deserialize(
                    JsonSerializer.Serialize(entry, HubsJson.Default.ClinicianEntry),
                    HubsJson.Default.ClinicianEntry
                )!
            )
            .Aggregate(new ClinicianCalendar { Id = s_ade }, (c, entry) => c.Apply(entry));

        Assert.Equal(Json(_calendar), Json(replayed));
        Assert.Equal(
            Json(_calendar),
            Json(JsonSerializer.Deserialize(Json(_calendar), HubsJson.Default.ClinicianCalendar)!)
        );
    }

    private static string Json(ClinicianCalendar calendar) =>
        JsonSerializer.Serialize(calendar, HubsJson.Default.ClinicianCalendar);

    private ClaimTime Claim(string session, string hub, TimeWindow window) =>
        new(Info(), [ClaimOf(session, hub, window)]);

    private static DayClaim ClaimOf(string session, string hub, TimeWindow window) =>
        new(new(session), new(hub), s_tuesday, window, false, s_now.AddSeconds(30));

    private static TimeWindow Window(int from, int to) => new(new(from, 0), new(to, 0));

    private CommandInfo Info() =>
        new(new CommandId($"k{++_keys}"), "f", new Actor(Role.Clinician, "Dr Ade"));

    private Decision<ClinicianEntry> Do(ClinicianCommand command)
    {
        var decision = _calendar.Decide(command, s_now);
        if (decision.Entry is { } entry)
        {
            _entries.Add(entry);
            _calendar = _calendar.Apply(entry);
        }
        return decision;
    }

    private ClaimReceipt Granted(ClinicianCommand command)
    {
        var decision = Do(command);
        Assert.Null(decision.Refusal);
        return Assert.IsType<ClaimReceipt>(decision.Receipt);
    }

    private Refusal Refused(string code, ClinicianCommand command)
    {
        var decision = Do(command);
        Assert.Equal(code, decision.Refusal?.Code);
        return decision.Refusal!;
    }
}
