using Hubs.Model;
using Hubs.Web.Feeds.ICalendar;

namespace Hubs.Web.Tests.Feeds;

public class SessionCalendarsTests
{
    private static readonly DateTimeOffset Published = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Tuesday = new(2026, 11, 24);
    private static readonly HubId Tilbury = new("tilbury");
    private static readonly HubId Grays = new("grays");

    private static readonly Service Wellbeing = new()
    {
        Id = new ServiceId("depression-group"),
        Name = "Depression group",
        PublicName = "Wellbeing group",
        Description = "A friendly group.",
        Category = ServiceCategory.MentalHealth,
        SlotLength = TimeSpan.FromHours(1),
        Room = new RoomNeed(),
    };

    private static readonly Clinician Ama = new()
    {
        Id = new ClinicianId("c-1"),
        Name = "Ama Mensah",
        Role = "Therapist",
        Organisation = new OrganisationId("eput"),
        HomeHub = Tilbury,
    };

    private static readonly Network Network = new()
    {
        Hubs = [Hub(Tilbury, "Tilbury & Chadwell"), Hub(Grays, "Grays")],
        Services = [Wellbeing],
        Clinicians = [Ama],
    };

    [Fact]
    public void A_hubs_feed_uses_the_neutral_name_and_says_where_to_go()
    {
        var item = OfHub(Board(Tilbury, Tuesday, Session())).Events.Single();

        Assert.Equal("Wellbeing group", item.Summary);
        Assert.Equal("A friendly group.", item.Description);
        Assert.Equal(
            "Room 4, Tilbury & Chadwell, 1 Civic Square, Thurrock RM18 8AD",
            item.Location
        );
        Assert.Equal("Mental health", Assert.Single(item.Categories));
        Assert.Equal(Tuesday, item.Date);
        Assert.Equal(Published, item.ChangedAt);
    }

    [Fact]
    public void Public_feeds_name_no_clinician_and_no_staff_word()
    {
        var boards = Board(Tilbury, Tuesday, Session());
        var calendars = new SessionCalendars(Network, [boards]);

        foreach (
            var feed in new[] { calendars.OfHub(Network.Hubs[0]), calendars.OfService(Wellbeing) }
        )
        {
            var text = System.Text.Encoding.UTF8.GetString(CalendarWriter.Write(feed));
            Assert.Contains("Wellbeing group", text);
            Assert.DoesNotContain("Ama", text);
            Assert.DoesNotContain("Depression", text);
        }
    }

    [Fact]
    public void Sessions_that_are_not_public_are_in_the_clinicians_feed_only()
    {
        var calendars = new SessionCalendars(
            Network,
            [Board(Tilbury, Tuesday, Session() with { IsPublic = false })]
        );

        Assert.Empty(calendars.OfHub(Network.Hubs[0]).Events);
        Assert.Empty(calendars.OfService(Wellbeing).Events);
        Assert.Equal("Depression group", calendars.OfClinician(Ama).Events.Single().Summary);
        Assert.Empty(calendars.OfClinician(Ama with { Id = new ClinicianId("c-2") }).Events);
    }

    [Fact]
    public void A_cancelled_session_stays_and_says_so()
    {
        var item = OfHub(
            Board(Tilbury, Tuesday, Session() with { IsCancelled = true, Sequence = 1 })
        )
            .Events.Single();

        Assert.True(item.IsCancelled);
        Assert.Equal(1, item.Sequence);
    }

    [Fact]
    public void A_session_moved_to_another_day_and_hub_is_one_event_that_has_moved()
    {
        var before = Board(Tilbury, Tuesday, Session());
        var left = Board(
            Tilbury,
            Tuesday,
            Session() with
            {
                IsCancelled = true,
                Sequence = 1,
                ChangedAt = Published.AddHours(1),
            }
        );
        var arrived = Board(
            Grays,
            Tuesday.AddDays(1),
            Session() with
            {
                ChangedAt = Published.AddHours(1),
            }
        );

        var first = OfService(before).Events.Single();
        var moved = OfService(left, arrived).Events.Single();

        Assert.Equal(first.Uid, moved.Uid);
        Assert.Equal(Tuesday.AddDays(1), moved.Date);
        Assert.Contains("Grays", moved.Location);
        Assert.False(moved.IsCancelled);
        Assert.True(moved.Sequence > first.Sequence);
        Assert.True(OfHub(left, arrived).Events.Single().IsCancelled); // to who follows Tilbury it is gone
    }

    [Fact]
    public void Moving_there_and_back_never_lowers_the_sequence()
    {
        var there = OfService(
            Board(Tilbury, Tuesday, Session() with { IsCancelled = true, Sequence = 1 }),
            Board(Grays, Tuesday, Session())
        );
        var back = OfService(
            Board(Tilbury, Tuesday, Session() with { Sequence = 2 }),
            Board(Grays, Tuesday, Session() with { IsCancelled = true, Sequence = 1 })
        );

        Assert.Equal(2, there.Events.Single().Sequence);
        Assert.Equal(4, back.Events.Single().Sequence);
    }

    private static CalendarFeed OfHub(params Board[] boards) =>
        new SessionCalendars(Network, [.. boards]).OfHub(Network.Hubs[0]);

    private static CalendarFeed OfService(params Board[] boards) =>
        new SessionCalendars(Network, [.. boards]).OfService(Wellbeing);

    private static Hub Hub(HubId id, string name) =>
        new()
        {
            Id = id,
            Name = name,
            Address = new Address("1 Civic Square", "Thurrock", "RM18 8AD"),
        };

    private static Board Board(HubId hub, DateOnly date, params BoardSession[] sessions) =>
        new()
        {
            Hub = hub,
            HubName = Network.Hubs.Single(h => h.Id == hub).Name,
            Date = date,
            Version = 1,
            Sessions = [.. sessions],
        };

    private static BoardSession Session() =>
        new(
            new SessionId("til-group.2026-W48.2"),
            Wellbeing.Id,
            Wellbeing.Name,
            Wellbeing.PublicName,
            IsPublic: true,
            new OrganisationId("eput"),
            new RoomId("til-4"),
            "Room 4",
            new TimeWindow(new TimeOnly(9, 0), new TimeOnly(12, 0)),
            [Ama.Id],
            [Ama.Name],
            IsCancelled: false,
            Sequence: 0,
            Booked: 0,
            Arrived: 0,
            InProgress: 0,
            Orphaned: 0,
            []
        )
        {
            ChangedAt = Published,
        };
}
