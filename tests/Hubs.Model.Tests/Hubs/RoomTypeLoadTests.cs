using System.Collections.Immutable;

namespace Hubs.Model.Tests.Hubs;

public class RoomTypeLoadTests
{
    private static readonly IsoWeek Week48 = new(2026, 48);
    private static readonly HubId Tilbury = new("tilbury");
    private static readonly HubId Grays = new("grays");

    [Fact]
    public void Sessions_count_with_turnaround_against_the_open_hours_of_the_rooms_that_would_do()
    {
        var load = LoadAt(Tilbury, Clinic("bloods", 3, RoomType.Treatment));

        Assert.Equal([RoomType.Treatment, RoomType.Consulting], load.Select(line => line.Type));
        Assert.Equal(TimeSpan.FromHours(3 * 3.5), load[0].Wanted);
        Assert.Equal(TimeSpan.FromHours(5 * 10), load[0].Available);
        Assert.Equal(TimeSpan.Zero, load[1].Wanted);
    }

    [Fact]
    public void A_session_with_a_choice_of_types_counts_where_more_time_is_left() =>
        Assert.Equal(
            [TimeSpan.FromHours(35), TimeSpan.FromHours(7)],
            LoadAt(
                    Tilbury,
                    Clinic("either", 2, RoomType.Treatment, RoomType.Consulting),
                    Clinic("bloods", 10, RoomType.Treatment)
                )
                .Select(line => line.Wanted)
        );

    [Fact]
    public void A_session_two_hubs_would_do_for_counts_at_one_of_them()
    {
        Clinic[] clinics =
        [
            Clinic("bloods", 10, RoomType.Treatment),
            Clinic("either", 1, RoomType.Treatment) with
            {
                Hubs = [Tilbury, Grays],
            },
        ];

        Assert.Equal(TimeSpan.FromHours(35), LoadAt(Tilbury, clinics)[0].Wanted);
        Assert.Equal(TimeSpan.FromHours(3.5), LoadAt(Grays, clinics)[0].Wanted);
    }

    [Fact]
    public void A_session_that_a_closure_makes_impossible_asks_for_nothing() =>
        Assert.Equal(
            TimeSpan.FromHours(4 * 3.5),
            LoadAt(
                Tilbury,
                closed: new Closure(Week48.Monday, Week48.Monday, "Flood"),
                Clinic("bloods", 5, RoomType.Treatment)
            )[0].Wanted
        );

    private static ImmutableArray<RoomTypeLoad> LoadAt(HubId hub, params Clinic[] clinics) =>
        LoadAt(hub, closed: null, clinics);

    private static ImmutableArray<RoomTypeLoad> LoadAt(
        HubId hub,
        Closure? closed,
        params Clinic[] clinics
    )
    {
        var network = new Network
        {
            Hubs = [Hub(Tilbury, closed), Hub(Grays, null)],
            Services =
            [
                new Service
                {
                    Id = new ServiceId("any"),
                    Name = "Any",
                    PublicName = "Any",
                    Category = ServiceCategory.Nursing,
                    SlotLength = TimeSpan.FromMinutes(10),
                    TurnaroundAfter = TimeSpan.FromMinutes(30),
                    Room = new RoomNeed(),
                },
            ],
            Clinics = [.. clinics],
        };
        return RoomTypeLoad.Of(network, network.Hubs.Single(h => h.Id == hub), Week48);
    }

    private static Hub Hub(HubId id, Closure? closed) =>
        new()
        {
            Id = id,
            Name = id.Value,
            Address = new Address("1 Civic Square", "Tilbury", "RM18 8AD"),
            Hours =
            [
                .. Week48
                    .Days.Take(5)
                    .Select(day => new WeeklyWindow(day.DayOfWeek, new(new(8, 0), new(18, 0)))),
            ],
            Closures = closed is null ? [] : [closed],
            Rooms = [Room(id, RoomType.Treatment), Room(id, RoomType.Consulting)],
        };

    private static Room Room(HubId hub, RoomType type) =>
        new()
        {
            Id = new RoomId($"{hub}-{type}"),
            Name = $"{type}",
            Type = type,
            Capacity = 4,
        };

    private static Clinic Clinic(string id, int perWeek, params RoomType[] types) =>
        new()
        {
            Id = new ClinicId(id),
            Name = id,
            Service = new ServiceId("any"),
            Organisation = new OrganisationId("nelft"),
            Hubs = [Tilbury],
            SessionsPerWeek = perWeek,
            Length = TimeSpan.FromHours(3),
            Room = new RoomNeed { Types = [.. types] },
        };
}
