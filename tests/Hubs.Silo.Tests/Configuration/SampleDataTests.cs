using Hubs.Model;
using Hubs.Silo.Configuration;

namespace Hubs.Silo.Tests.Configuration;

public sealed class SampleDataTests
{
    private static readonly Network Sample = SampleFiles.Read();

    /// <summary>Weeks without a bank holiday, so that every clinic that is due can take place.</summary>
    public static TheoryData<string> OrdinaryWeeks =>
        ["2026-W48", "2026-W49", "2026-W50", "2026-W51", "2027-W02", "2027-W10", "2027-W24"];

    [Fact]
    public void SampleFiles_AsTheyAre_HaveNoFault() =>
        Assert.Empty(NetworkFiles.Read(SampleFiles.Hubs).Faults);

    [Fact]
    public void EveryHub_Has20To28Rooms_AmongThemADivisibleHall()
    {
        Assert.Equal(
            ["corringham", "grays", "purfleet", "tilbury"],
            Sample.Hubs.Select(h => h.Id.Value)
        );
        Assert.All(Sample.Hubs, hub => Assert.InRange(hub.Rooms.Length, 20, 28));
        Assert.All(
            Sample.Hubs,
            hub => Assert.Contains(hub.Rooms, room => room.LinkedRooms.Length == 2)
        );
    }

    [Fact]
    public void Services_AreAtLeast40_InAllSixCategories()
    {
        Assert.InRange(Sample.Services.Length, 40, 200);
        Assert.Equal(
            Enum.GetValues<ServiceCategory>(),
            Sample.Services.Select(s => s.Category).Distinct().Order()
        );
        Assert.All(Sample.Services, service => Assert.NotEmpty(service.Description));
    }

    [Fact]
    public void Clinicians_AreAtLeast120_SomeOfThemAtTwoHubs()
    {
        Assert.InRange(Sample.Clinicians.Length, 120, 300);
        Assert.InRange(Sample.Clinicians.Count(c => c.Hubs.Length > 1), 15, 80);
    }

    [Fact]
    public void Clinics_AreAtLeast250_BothCountedAndRecurring()
    {
        Assert.InRange(Sample.Clinics.Length, 250, 600);
        Assert.InRange(Sample.Clinics.Count(c => c.Recurrence is not null), 50, 300);
        Assert.Contains(
            Sample.Clinics,
            c => c.Recurrence?.Contains("INTERVAL=2", StringComparison.Ordinal) == true
        );
        Assert.Contains(
            Sample.Clinics,
            c => c.Recurrence?.Contains("MONTHLY", StringComparison.Ordinal) == true
        );
    }

    [Theory]
    [MemberData(nameof(OrdinaryWeeks))]
    public void OrdinaryWeek_Wants700To1000Sessions(string week) =>
        Assert.InRange(WantedIn(week).Count, 700, 1000);

    [Theory]
    [MemberData(nameof(OrdinaryWeeks))]
    public void OrdinaryWeek_Wants70To85PercentOfSuitableRoomTime_AtEveryHub(string week)
    {
        var wanted = WantedIn(week);
        Assert.All(
            Sample.Hubs,
            hub =>
                Assert.InRange(
                    RoomTime.Wanted(hub, Sample, wanted) / RoomTime.Suitable(hub, Sample),
                    0.70,
                    0.85
                )
        );
    }

    [Theory]
    [MemberData(nameof(OrdinaryWeeks))]
    public void OrdinaryWeek_NobodyNamedIsWantedForLongerThanTheyWork(string week)
    {
        var named = WantedIn(week)
            .SelectMany(clinic =>
                clinic
                    .Clinicians.Where(n => n.AnyOf.Length == 1)
                    .Select(n => (Person: n.AnyOf[0], clinic.Length))
            )
            .GroupBy(n => n.Person)
            .ToDictionary(g => g.Key, g => g.Sum(n => n.Length.TotalHours));
        Assert.All(
            Sample.Clinicians.Where(c => named.ContainsKey(c.Id)),
            c => Assert.InRange(named[c.Id], 0, WorkingHours(c))
        );
    }

    [Theory]
    [MemberData(nameof(OrdinaryWeeks))]
    public void OrdinaryWeek_EveryServiceHasMorePeopleHoursThanItWants(string week)
    {
        var wanted = WantedIn(week).GroupBy(c => (c.Service, c.Organisation));
        Assert.All(
            wanted,
            group =>
            {
                var hubs = group.SelectMany(c => c.Hubs).ToHashSet();
                var supply = Sample
                    .Clinicians.Where(c =>
                        c.Organisation == group.Key.Organisation
                        && c.Competences.Contains(group.Key.Service)
                        && c.Hubs.Any(hubs.Contains)
                    )
                    .Sum(WorkingHours);
                Assert.InRange(
                    group.Sum(c => c.Length.TotalHours * c.Clinicians.Length),
                    0,
                    supply
                );
            }
        );
    }

    [Theory]
    [
        InlineData("2026-12-25"),
        InlineData("2026-12-28"),
        InlineData("2027-01-01"),
        InlineData("2027-03-26")
    ]
    [
        InlineData("2027-03-29"),
        InlineData("2027-05-03"),
        InlineData("2027-05-31"),
        InlineData("2027-08-30")
    ]
    [
        InlineData("2027-12-27"),
        InlineData("2027-12-28"),
        InlineData("2028-01-03"),
        InlineData("2028-04-14")
    ]
    [
        InlineData("2028-04-17"),
        InlineData("2028-05-01"),
        InlineData("2028-05-29"),
        InlineData("2028-08-28")
    ]
    [InlineData("2028-12-25"), InlineData("2028-12-26")]
    public void BankHoliday_EveryHubIsShut(string date) =>
        Assert.All(
            Sample.Hubs,
            hub =>
                Assert.Empty(
                    hub.OpenOn(
                        DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)
                    )
                )
        );

    private static double WorkingHours(Clinician c) =>
        c
            .Availability.GroupBy(w => w.Day)
            .Sum(day =>
                Math.Min(day.Sum(w => w.Window.Length.TotalHours), c.DailyMaximum.TotalHours)
            );

    private static List<Clinic> WantedIn(string text)
    {
        Assert.True(IsoWeek.TryParse(text, out var week));
        var clinics = Sample.Clinics.ToDictionary(c => c.Id);
        return [.. WantedSessions.In(week, Sample).Select(wanted => clinics[wanted.Clinic])];
    }
}
