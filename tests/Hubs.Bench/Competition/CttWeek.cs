using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Bench;

/// <summary>
/// A university week as a week of one hub: a course is a clinic, a lecture a session of one period, a teacher a clinician, a curriculum
/// a pathway. Nothing the product does not offer every coordinator is used: allowed times, seats at a price, weights.
/// </summary>
internal static class CttWeek
{
    /// <summary>Longer than the half hour within which sessions of a pathway count as neighbours.</summary>
    private const int MinutesPerPeriod = 45;

    private static readonly HubId Hub = new("campus");
    private static readonly OrganisationId University = new("university");
    private static readonly ServiceId Lecture = new("lecture");
    private static readonly IsoWeek Week = new(2026, 48);

    public static WeekProblem Problem(CttFile file)
    {
        var everyPeriod = Enumerable
            .Range(0, file.Days)
            .SelectMany(day => Enumerable.Range(0, file.Periods).Select(period => (day, period)))
            .ToArray();
        ImmutableArray<WeeklyWindow> hours = [.. everyPeriod.Select(p => Window(p.day, p.period))];
        var courseIds = Ids("c", file.Courses.Select(course => course.Id));
        var roomIds = Ids("r", file.Rooms.Select(room => room.Id));
        var teachers = Ids("t", file.Courses.Select(course => course.Teacher));
        return new WeekProblem
        {
            Week = Week,
            Network = new Network
            {
                Organisations = [new Organisation(University, "University", "University")],
                Services =
                [
                    new Service
                    {
                        Id = Lecture,
                        Name = "Lecture",
                        PublicName = "Lecture",
                        Category = ServiceCategory.Community,
                        SlotLength = TimeSpan.FromMinutes(MinutesPerPeriod),
                        Room = new RoomNeed(),
                    },
                ],
                Hubs =
                [
                    new Hub
                    {
                        Id = Hub,
                        Name = file.Name,
                        Address = new Address("", "", ""),
                        Hours = hours,
                        Rooms =
                        [
                            .. file.Rooms.Select(room => new Room
                            {
                                Id = new RoomId(roomIds[room.Id]),
                                Name = room.Id,
                                Type = RoomType.Group,
                                Capacity = room.Seats + 1, // the teacher stands in the room too
                            }),
                        ],
                    },
                ],
                Clinicians =
                [
                    .. teachers.Select(teacher => new Clinician
                    {
                        Id = new ClinicianId(teacher.Value),
                        Name = teacher.Key,
                        Role = "Teacher",
                        Organisation = University,
                        Competences = [Lecture],
                        HomeHub = Hub,
                        Hubs = [Hub],
                        Availability = hours,
                        DailyMaximum = TimeSpan.FromHours(24),
                    }),
                ],
                Clinics =
                [
                    .. file.Courses.Select(course => new Clinic
                    {
                        Id = new ClinicId(courseIds[course.Id]),
                        Name = course.Id,
                        Service = Lecture,
                        Organisation = University,
                        Hubs = [Hub],
                        SessionsPerWeek = course.Lectures,
                        Length = TimeSpan.FromMinutes(MinutesPerPeriod),
                        StartEvery = TimeSpan.FromMinutes(MinutesPerPeriod),
                        Allowed =
                        [
                            .. everyPeriod
                                .Except(file.Unavailable[course.Id])
                                .Select(p => Window(p.Item1, p.Item2)),
                        ],
                        Clinicians =
                        [
                            new ClinicianNeed
                            {
                                AnyOf = [new ClinicianId(teachers[course.Teacher])],
                            },
                        ],
                        Attendance = course.Students,
                        MinimumDays = course.MinimumDays,
                        Priority = 5,
                    }),
                ],
                Pathways =
                [
                    .. file.Curricula.Select(
                        (curriculum, i) =>
                            new Pathway
                            {
                                Id = new PathwayId($"p{i}"),
                                Name = curriculum.Id,
                                Clinics =
                                [
                                    .. curriculum
                                        .Courses.Distinct()
                                        .Select(id => new ClinicId(courseIds[id])),
                                ],
                            }
                    ),
                ],
            },
            Wanted =
            [
                .. file.Courses.SelectMany(course =>
                    Enumerable
                        .Range(1, course.Lectures)
                        .Select(n => new WantedSession(
                            new SessionId($"{courseIds[course.Id]}.{n}"),
                            new ClinicId(courseIds[course.Id]),
                            null
                        ))
                ),
            ],
            Weights = ImmutableDictionary.CreateRange([
                KeyValuePair.Create("seats", 1.0),
                KeyValuePair.Create("spread", 5.0),
                KeyValuePair.Create("compactness", 2.0),
                KeyValuePair.Create("room-stability", 1.0),
                KeyValuePair.Create("room-fit", 0.0),
                KeyValuePair.Create("walk-in-slack", 0.0),
            ]),
        };
    }

    /// <summary>Lines "Course Room Day Period", counted from 0.</summary>
    public static IEnumerable<string> Lines(CttFile file, Plan plan)
    {
        var courses = Ids("c", file.Courses.Select(course => course.Id))
            .ToDictionary(pair => pair.Value, pair => pair.Key);
        var rooms = Ids("r", file.Rooms.Select(room => room.Id))
            .ToDictionary(pair => pair.Value, pair => pair.Key);
        foreach (var session in plan.Sessions)
        {
            var day = session.Date.DayNumber - Week.Monday.DayNumber;
            var period = (int)(session.Window.Start.ToTimeSpan().TotalMinutes / MinutesPerPeriod);
            yield return $"{courses[session.Clinic!.Value.Value]} {rooms[session.Room.Value]} {day} {period}";
        }
    }

    public static WeeklyWindow Window(int day, int period) =>
        new(
            (DayOfWeek)((day + 1) % 7),
            TimeWindow.Of(
                TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(period * MinutesPerPeriod)),
                TimeSpan.FromMinutes(MinutesPerPeriod)
            )
        );

    /// <summary>Names in the files may hold anything; ids may not.</summary>
    private static Dictionary<string, string> Ids(string prefix, IEnumerable<string> names) =>
        names.Distinct().Select((name, i) => (name, $"{prefix}{i}")).ToDictionary();
}
