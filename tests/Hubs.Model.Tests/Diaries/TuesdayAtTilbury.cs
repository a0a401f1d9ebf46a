using System.Globalization;
using System.Text.Json;

namespace Hubs.Model.Tests.Diaries;

/// <summary>One small building on one day: rooms C1 and C2, a hall AB that divides into A and B, two ultrasound machines. It is 08:00.</summary>
internal sealed class TuesdayAtTilbury
{
    public static readonly HubId Tilbury = new("tilbury");
    public static readonly DateOnly Date = new(2026, 11, 24);
    public static readonly EquipmentId Ultrasound = new("ultrasound");
    private static readonly Actor Desk = new(Role.Receptionist, "Desk 1");
    private int commands;

    public Diary Diary { get; private set; } = new() { Hub = Tilbury, Date = Date };

    public DateTimeOffset Now { get; private set; } = At("08:00");

    public List<DiaryEntry> Entries { get; } = [];

    public static HubDay Day { get; } =
        new()
        {
            Hub = Tilbury,
            HubName = "Tilbury",
            Date = Date,
            Open = [Window("08:00", "18:30")],
            Rooms =
            [
                new Room
                {
                    Id = new("c1"),
                    Name = "Consulting 1",
                    Type = RoomType.Consulting,
                    Capacity = 3,
                    TurnaroundAfter = TimeSpan.FromMinutes(10),
                },
                new Room
                {
                    Id = new("c2"),
                    Name = "Consulting 2",
                    Type = RoomType.Consulting,
                    Capacity = 3,
                    Hours = [new(DayOfWeek.Tuesday, Window("09:00", "17:00"))],
                },
                Hall("ab", "Hall", "a", "b"),
                Hall("a", "Hall A", "ab"),
                Hall("b", "Hall B", "ab"),
            ],
            Equipment = [new(Ultrasound, "Ultrasound machine", 2)],
        };

    public static DateTimeOffset At(string time) => UkCalendar.Instant(Date, Clock(time));

    public static TimeOnly Clock(string text) =>
        TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    public static TimeWindow Window(string start, string end) => new(Clock(start), Clock(end));

    /// <summary>Slots of ten minutes for one person each.</summary>
    public static Session Session(string id, string room, string start, string end) =>
        new()
        {
            Id = new(id),
            Clinic = new("clinic"),
            Service = new("blood-tests"),
            ServiceName = "Blood tests",
            PublicName = "Clinic",
            Organisation = new("nelft"),
            Hub = Tilbury,
            Room = new(room),
            Date = Date,
            Window = Window(start, end),
            SlotLength = TimeSpan.FromMinutes(10),
        };

    public static SealedDetails Resident(string id) => new(new ResidentId(id), "sealed");

    public CommandInfo Info(string? key = null, string fingerprint = "f") =>
        new(new CommandId(key ?? $"k{++commands}"), fingerprint, Desk);

    public TuesdayAtTilbury At(DateTimeOffset now)
    {
        Now = now;
        return this;
    }

    /// <summary>Published with one session, blood tests in Consulting 1, 09:00-10:00.</summary>
    public static TuesdayAtTilbury WithBloodTests()
    {
        var day = new TuesdayAtTilbury();
        day.Publish(Session("s1", "c1", "09:00", "10:00"));
        return day;
    }

    public Decision<DiaryEntry> Do(DiaryCommand command)
    {
        var decision = Diary.Decide(command, Now);
        if (decision.Entry is { } entry)
        {
            Entries.Add(entry);
            Diary = Diary.Apply(entry);
        }
        return decision;
    }

    /// <summary>As an older program might have left it.</summary>
    public void Restore(Func<Diary, Diary> older) => Diary = older(Diary);

    public Decision<DiaryEntry> Publish(params Session[] sessions) =>
        Do(new PublishDay(Info(), Day, [.. sessions]));

    public Decision<DiaryEntry> Book(
        string start,
        string session = "s1",
        int slots = 1,
        HoldId? hold = null,
        string? key = null
    ) =>
        Do(
            new BookAppointment(
                Info(key),
                new(session),
                Clock(start),
                new("blood-tests"),
                Resident("r1"),
                [],
                slots,
                hold
            )
        );

    public AppointmentId Booked(string start, string session = "s1", int slots = 1) =>
        Receipt<AppointmentReceipt>(Book(start, session, slots)).Id;

    public static T Receipt<T>(Decision<DiaryEntry> decision)
        where T : Receipt
    {
        Assert.Null(decision.Refusal);
        return Assert.IsType<T>(decision.Receipt);
    }

    public static void AssertRefused(string code, Decision<DiaryEntry> decision)
    {
        Assert.NotNull(decision.Refusal);
        Assert.Equal(code, decision.Refusal.Code);
        Assert.Null(decision.Entry);
    }

    public static string Json(Diary diary) =>
        JsonSerializer.Serialize(diary, HubsJson.Default.Diary);

    private static Room Hall(string id, string name, params string[] linked) =>
        new()
        {
            Id = new(id),
            Name = name,
            Type = RoomType.Group,
            Capacity = 20,
            LinkedRooms = [.. linked.Select(other => new RoomId(other))],
        };
}
