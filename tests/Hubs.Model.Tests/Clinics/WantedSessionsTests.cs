using System.Collections.Immutable;

namespace Hubs.Model.Tests.Clinics;

public class WantedSessionsTests
{
    private static readonly IsoWeek Week48 = new(2026, 48);
    private static readonly DateOnly Tuesday = new(2026, 11, 24);
    private static readonly Closure Flood = new(Tuesday, Tuesday, "Flood");
    private static readonly HubId Tilbury = new("tilbury");
    private static readonly HubId Grays = new("grays");

    [Fact]
    public void A_counted_clinic_wants_so_many_sessions_on_any_day() =>
        Assert.Equal(
            [
                new WantedSession(new SessionId("bloods.2026-W48.1"), new ClinicId("bloods"), null),
                new WantedSession(new SessionId("bloods.2026-W48.2"), new ClinicId("bloods"), null),
            ],
            WantedIn(Week48, Clinic("bloods") with { SessionsPerWeek = 2 }).AsEnumerable()
        );

    [Fact]
    public void A_recurring_clinic_wants_its_dates_numbered_by_weekday() =>
        Assert.Equal(
            [("til-diabetes.2026-W48.2", Tuesday), ("til-diabetes.2026-W48.4", Tuesday.AddDays(2))],
            WantedIn(Week48, Recurring("FREQ=WEEKLY;BYDAY=TU,TH"))
                .Select(w => (w.Id.Value, w.On!.Value))
        );

    [Fact]
    public void A_date_left_out_renames_no_other() =>
        Assert.Equal(
            ["til-diabetes.2026-W48.4"],
            WantedIn(Week48, Recurring("FREQ=WEEKLY;BYDAY=TU,TH") with { ExceptDates = [Tuesday] })
                .Select(w => w.Id.Value)
        );

    [Fact]
    public void A_fortnightly_clinic_rests_every_other_week()
    {
        var clinic = Recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU");

        Assert.Single(WantedIn(Week48, clinic));
        Assert.Empty(WantedIn(Week48.Next, clinic));
        Assert.Single(WantedIn(Week48.Next.Next, clinic));
    }

    [Fact]
    public void Nothing_is_wanted_before_the_clinic_starts()
    {
        var later = Tuesday.AddDays(7);

        Assert.Empty(WantedIn(Week48, Recurring("FREQ=DAILY") with { StartsOn = later }));
        Assert.Empty(
            WantedIn(Week48, Clinic("bloods") with { SessionsPerWeek = 2, StartsOn = later })
        );
    }

    [Fact]
    public void A_date_on_which_the_hub_is_shut_is_returned_with_the_closure()
    {
        var wanted = WantedIn(Week48, Recurring("FREQ=WEEKLY;BYDAY=TU,TH"), Flood);

        Assert.Equal([Flood, null], wanted.Select(w => w.Closure));
    }

    [Fact]
    public void A_date_is_possible_while_one_of_the_hubs_is_open()
    {
        var clinic = Recurring("FREQ=WEEKLY;BYDAY=TU") with { Hubs = [Tilbury, Grays] };

        Assert.Null(WantedIn(Week48, clinic, Flood).Single().Closure);
    }

    [Theory]
    [InlineData(7, 1, 1)]
    [InlineData(6, 1, 0)]
    [InlineData(6, 5, 4)]
    [InlineData(1, 6, 0)]
    [InlineData(1, 7, 1)]
    [InlineData(14, 7, 14)]
    public void A_counted_clinic_wants_fewer_by_the_share_of_its_days_that_are_shut(
        int wanted,
        int daysShut,
        int impossible
    )
    {
        var clinic = Clinic("bloods") with { SessionsPerWeek = wanted };
        var shut = new Closure(Week48.Monday, Week48.Monday.AddDays(daysShut - 1), "Refurbishment");

        var sessions = WantedIn(Week48, clinic, shut);

        Assert.Equal(wanted, sessions.Length);
        Assert.Equal(impossible, sessions.Count(session => session.Closure == shut));
    }

    [Fact]
    public void A_counted_clinic_loses_nothing_to_a_closure_on_a_day_it_never_uses()
    {
        var clinic = Clinic("bloods") with
        {
            SessionsPerWeek = 2,
            Allowed = [new WeeklyWindow(DayOfWeek.Monday, new(new(9, 0), new(12, 0)))],
        };

        Assert.All(WantedIn(Week48, clinic, Flood), session => Assert.Null(session.Closure));
    }

    [Fact]
    public void Faults_name_everything_wrong_with_when_a_clinic_repeats()
    {
        Assert.Empty(WantedSessions.Faults(Recurring("FREQ=DAILY")));
        Assert.Equal(
            3,
            WantedSessions
                .Faults(Recurring("FREQ=HOURLY") with { StartsOn = null, SessionsPerWeek = 2 })
                .Length
        );
        Assert.Single(WantedSessions.Faults(Clinic("bloods")));
    }

    [Fact]
    public void A_clinic_that_was_never_checked_is_refused_by_name()
    {
        var thrown = Assert.Throws<ArgumentException>(() =>
            WantedIn(Week48, Recurring("FREQ=HOURLY"))
        );

        Assert.Contains("Clinic til-diabetes, recurrence 'FREQ=HOURLY'", thrown.Message);
    }

    private static ImmutableArray<WantedSession> WantedIn(
        IsoWeek week,
        Clinic clinic,
        params Closure[] closures
    ) =>
        WantedSessions.In(
            week,
            new Network
            {
                Hubs = [Hub(Tilbury) with { Closures = [.. closures] }, Hub(Grays)],
                Clinics = [clinic],
            }
        );

    private static Hub Hub(HubId id) =>
        new()
        {
            Id = id,
            Name = id.Value,
            Address = new Address("1 Civic Square", "Tilbury", "RM18 8AD"),
            Hours =
            [
                .. Enum.GetValues<DayOfWeek>()
                    .Select(day => new WeeklyWindow(day, new(new(8, 0), new(18, 0)))),
            ],
        };

    private static Clinic Recurring(string rule) =>
        Clinic("til-diabetes") with
        {
            Recurrence = rule,
            StartsOn = Tuesday,
        };

    private static Clinic Clinic(string id) =>
        new()
        {
            Id = new ClinicId(id),
            Name = id,
            Service = new ServiceId("any"),
            Organisation = new OrganisationId("nelft"),
            Hubs = [Tilbury],
            Length = TimeSpan.FromHours(3),
        };
}
