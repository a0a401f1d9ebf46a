using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation.Tests;

/// <summary>
/// A town small enough to see through: hubs open on weekdays 08:00-18:00, people there all that time. Everything a test does not
/// mention is harmless.
/// </summary>
internal sealed class Town
{
    public static readonly IsoWeek Week = new(2026, 48);
    public static readonly OrganisationId Practice = new("practice");
    public static readonly ServiceId Care = new("care");
    public static readonly EquipmentId Scanner = new("scanner");

    private readonly List<Hub> hubs = [];
    private readonly List<Room> rooms = [];
    private readonly Dictionary<RoomId, HubId> hubOfRoom = [];
    private readonly List<Clinician> people = [];
    private readonly List<Clinic> clinics = [];
    private readonly List<Service> services = [];
    private readonly List<Pathway> pathways = [];
    private readonly List<TravelTime> travel = [];
    private readonly List<WantedSession> wanted = [];
    private readonly List<Session> held = [];
    private readonly List<Session> familiar = [];
    private readonly List<RoomBlock> blocks = [];
    private TimeSpan? rest;
    private ImmutableDictionary<string, double> weights = ImmutableDictionary<string, double>.Empty;

    public Town()
    {
        Service("care");
    }

    /// <summary>A hub that wants so many sessions of care, a room, and a clinic that has so many to give.</summary>
    public static Town WithMix(int minimum, int target, int maximum, int sessions) =>
        new Town()
            .Hub(
                "h",
                hub => hub with { ServiceMix = [new ServiceTarget(Care, minimum, target, maximum)] }
            )
            .Room("r1")
            .Clinic("x", sessions);

    /// <summary>Two rooms from nine to eleven on Monday, so many scanners, and a clinic of so many sessions that needs one each time.</summary>
    public static Town WithScanners(int scanners, int sessions) =>
        new Town()
            .Hub(
                "h",
                hub =>
                    hub with
                    {
                        Hours = [new WeeklyWindow(DayOfWeek.Monday, Hours(9, 11))],
                        Equipment = [new Hubs.Model.EquipmentStock(Scanner, "Scanner", scanners)],
                    }
            )
            .Room("r1")
            .Room("r2")
            .Clinic("x", sessions, with: NeedsScanner);

    public static Clinic NeedsScanner(Clinic clinic) =>
        clinic with
        {
            Equipment = [new EquipmentNeed(Scanner, 1)],
        };

    /// <summary>Open on weekdays.</summary>
    public static ImmutableArray<WeeklyWindow> Weekdays(int from = 8, int to = 18) =>
        [
            .. Enumerable
                .Range(1, 5)
                .Select(day => new WeeklyWindow((DayOfWeek)day, Hours(from, to))),
        ];

    public static TimeWindow Hours(double from, double to) =>
        new(
            TimeOnly.FromTimeSpan(TimeSpan.FromHours(from)),
            TimeOnly.FromTimeSpan(TimeSpan.FromHours(to))
        );

    public Town Hub(string id, Func<Hub, Hub>? with = null)
    {
        var hub = new Hub
        {
            Id = new HubId(id),
            Name = id,
            Address = new Address("", "", ""),
            Hours = Weekdays(),
        };
        hubs.Add(with?.Invoke(hub) ?? hub);
        return this;
    }

    public Town Room(string id, Func<Room, Room>? with = null)
    {
        var room = new Room
        {
            Id = new RoomId(id),
            Name = id,
            Type = RoomType.Consulting,
            Capacity = 4,
        };
        rooms.Add(with?.Invoke(room) ?? room);
        hubOfRoom[room.Id] = hubs[^1].Id;
        return this;
    }

    public Town Service(string id, Func<Service, Service>? with = null)
    {
        var service = new Service
        {
            Id = new ServiceId(id),
            Name = id,
            PublicName = id,
            Category = ServiceCategory.Gp,
            SlotLength = TimeSpan.FromMinutes(15),
            Room = new RoomNeed(),
        };
        services.Add(with?.Invoke(service) ?? service);
        return this;
    }

    public Town Person(string id, Func<Clinician, Clinician>? with = null)
    {
        var person = new Clinician
        {
            Id = new ClinicianId(id),
            Name = id,
            Role = "GP",
            Organisation = Practice,
            Competences = [.. services.Select(service => service.Id)],
            HomeHub = hubs[0].Id,
            Hubs = [.. hubs.Select(hub => hub.Id)],
            Availability = Weekdays(),
            DailyMaximum = TimeSpan.FromHours(10),
        };
        people.Add(with?.Invoke(person) ?? person);
        return this;
    }

    /// <summary>A clinic that wants so many sessions of one hour; with a person, only that person will do.</summary>
    public Town Clinic(
        string id,
        int sessions = 1,
        string? person = null,
        Func<Clinic, Clinic>? with = null
    )
    {
        var clinic = new Clinic
        {
            Id = new ClinicId(id),
            Name = id,
            Service = Care,
            Organisation = Practice,
            SessionsPerWeek = sessions,
            Length = TimeSpan.FromHours(1),
            StartEvery = TimeSpan.FromHours(1),
            Clinicians = person is null
                ? []
                : [new ClinicianNeed { AnyOf = [new ClinicianId(person)] }],
        };
        clinic = with?.Invoke(clinic) ?? clinic;
        clinics.Add(clinic);
        for (var n = 1; n <= sessions; n++)
            wanted.Add(new WantedSession(new SessionId($"{id}.{n}"), clinic.Id, null));
        return this;
    }

    public Town On(string session, int day)
    {
        var at = wanted.FindIndex(w => w.Id.Value == session);
        wanted[at] = wanted[at] with { On = Week.Monday.AddDays(day) };
        return this;
    }

    public Town Pathway(string id, params string[] members)
    {
        pathways.Add(
            new Pathway
            {
                Id = new PathwayId(id),
                Name = id,
                Clinics = [.. members.Select(clinic => new ClinicId(clinic))],
            }
        );
        return this;
    }

    public Town Travel(string from, string to, int minutes)
    {
        travel.Add(new TravelTime(new HubId(from), new HubId(to), TimeSpan.FromMinutes(minutes)));
        return this;
    }

    public Town Block(string room, int day, TimeWindow window)
    {
        blocks.Add(
            new RoomBlock(
                $"b{blocks.Count}",
                hubs[0].Id,
                new RoomId(room),
                Week.Monday.AddDays(day),
                window,
                "Painting"
            )
        );
        return this;
    }

    public Town Fixed(Session session)
    {
        held.Add(session);
        return this;
    }

    public Town Familiar(params Session[] sessions)
    {
        familiar.AddRange(sessions);
        return this;
    }

    public Town Rest(TimeSpan atLeast)
    {
        rest = atLeast;
        return this;
    }

    public Town Weight(string rule, double points)
    {
        weights = weights.SetItem(rule, points);
        return this;
    }

    /// <summary>A session of a clinic as a plan or a diary would have it.</summary>
    public Session Session(
        string id,
        string clinic,
        string room,
        int day,
        double hour,
        params string[] who
    )
    {
        var model = clinics.Find(c => c.Id.Value == clinic);
        var place = rooms.Find(r => r.Id.Value == room)!;
        return new Session
        {
            Id = new SessionId(id),
            Clinic = model?.Id,
            Service = model?.Service ?? Care,
            ServiceName = clinic,
            PublicName = clinic,
            Organisation = Practice,
            Hub = hubOfRoom[place.Id],
            Room = place.Id,
            Date = Week.Monday.AddDays(day),
            Window = TimeWindow.Of(
                TimeOnly.FromTimeSpan(TimeSpan.FromHours(hour)),
                model?.Length ?? TimeSpan.FromHours(1)
            ),
            Clinicians = [.. who.Select(person => new ClinicianId(person))],
            Equipment = model?.Equipment ?? [],
            SlotLength = TimeSpan.FromMinutes(15),
        };
    }

    public WeekProblem Problem =>
        new()
        {
            Week = Week,
            Network = new Network
            {
                Hubs =
                [
                    .. hubs.Select(hub =>
                        hub with
                        {
                            Rooms = [.. rooms.Where(room => hubOfRoom[room.Id] == hub.Id)],
                        }
                    ),
                ],
                Services = [.. services],
                Clinicians = [.. people],
                Clinics = [.. clinics],
                Pathways = [.. pathways],
                Travel = [.. travel],
                MinimumRest = rest,
            },
            Wanted = [.. wanted],
            Fixed = [.. held],
            Familiar = [.. familiar],
            Blocks = [.. blocks],
            Weights = weights,
        };

    public Desk Open() => new(Problem);
}
