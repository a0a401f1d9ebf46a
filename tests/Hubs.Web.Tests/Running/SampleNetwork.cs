using Hubs.Model;

namespace Hubs.Web.Tests.Running;

/// <summary>Two hubs, three rooms, two services, two clinicians.</summary>
public static class SampleNetwork
{
    public static readonly HubId Tilbury = new("tilbury");
    public static readonly HubId Corringham = new("corringham");
    public static readonly ServiceId BloodTest = new("blood-test");
    public static readonly ServiceId Supervision = new("supervision");
    public static readonly RoomId Bay = new("tilbury-bay-1");
    public static readonly RoomId Treatment = new("tilbury-treatment");
    public static readonly ClinicianId Nurse = new("nurse-ama");
    public static readonly OrganisationId Trust = new("trust");

    public static Network Network { get; } =
        new()
        {
            Organisations = [new Organisation(Trust, "Community trust", "Community trust")],
            Services =
            [
                new Service
                {
                    Id = BloodTest,
                    Name = "Phlebotomy",
                    PublicName = "Blood tests",
                    Description = "Bring your form.",
                    Category = ServiceCategory.Nursing,
                    WaysIn = [WayIn.Book, WayIn.WalkIn],
                    SlotLength = TimeSpan.FromMinutes(10),
                    SessionLength = TimeSpan.FromHours(1),
                    Room = new RoomNeed { Types = [RoomType.PhlebotomyBay, RoomType.Treatment] },
                },
                new Service
                {
                    Id = Supervision,
                    Name = "Supervision of counsellors",
                    PublicName = "Meeting",
                    Category = ServiceCategory.MentalHealth,
                    SlotLength = TimeSpan.FromMinutes(60),
                    Room = new RoomNeed { Types = [RoomType.Interview] },
                    IsPublic = false,
                },
            ],
            Hubs =
            [
                Hub(
                    Tilbury,
                    "Tilbury and Chadwell",
                    Room(Bay, "Bay 1", RoomType.PhlebotomyBay, 5),
                    Room(Treatment, "Treatment 1", RoomType.Treatment, 20)
                ),
                Hub(
                    Corringham,
                    "Corringham",
                    Room(new RoomId("corringham-bay-1"), "Bay 1", RoomType.PhlebotomyBay, 8)
                ),
            ],
            Clinicians =
            [
                new Clinician
                {
                    Id = Nurse,
                    Name = "Ama Boateng",
                    Role = "Practice nurse",
                    Organisation = Trust,
                    Competences = [BloodTest],
                    HomeHub = Tilbury,
                    Hubs = [Tilbury, Corringham],
                    Availability = [.. Week(new TimeOnly(8, 0), new TimeOnly(18, 0))],
                },
            ],
        };

    private static Hub Hub(HubId id, string name, params Room[] rooms) =>
        new()
        {
            Id = id,
            Name = name,
            Address = new Address("Civic Square", name, "RM18 8AA"),
            GettingHere = "Opposite the station.",
            Telephone = "01375 000000",
            Accessibility = ["step-free access", "induction loop"],
            Hours = [.. Week(new TimeOnly(8, 0), new TimeOnly(20, 0))],
            Rooms = [.. rooms],
        };

    private static Room Room(RoomId id, string name, RoomType type, double metres) =>
        new()
        {
            Id = id,
            Name = name,
            Type = type,
            Capacity = 2,
            Features = ["step-free"],
            Position = new RoomPosition(metres, 0, 0),
        };

    private static IEnumerable<WeeklyWindow> Week(TimeOnly from, TimeOnly to) =>
        new[]
        {
            DayOfWeek.Monday,
            DayOfWeek.Tuesday,
            DayOfWeek.Wednesday,
            DayOfWeek.Thursday,
            DayOfWeek.Friday,
        }.Select(day => new WeeklyWindow(day, new TimeWindow(from, to)));
}
