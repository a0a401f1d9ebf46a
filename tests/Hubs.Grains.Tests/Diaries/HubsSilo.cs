using System.Globalization;
using Hubs.Contracts;
using Hubs.LocalSilo;
using Hubs.Model;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hubs.Grains.Tests.Diaries;

/// <summary>
/// The diaries of two hubs on one Tuesday, 30 minutes apart, and clinician Dr Ade who works at both. It is 08:00. The disk outlives the silo and
/// fails on demand; every message goes through JSON, as between two processes.
/// </summary>
internal sealed class HubsSilo : IAsyncDisposable
{
    public static readonly HubId Tilbury = new("tilbury");
    public static readonly HubId Grays = new("grays");
    public static readonly ClinicianId Ade = new("ade");
    public static readonly DateOnly Date = new(2026, 11, 24);

    private readonly MemoryStore _store;
    private LocalSiloHost? _host;
    private int _keys;

    public HubsSilo() => _store = new MemoryStore(Disk);

    public WriteFaults Disk { get; } = new();

    public FakeTimeProvider Clock { get; } = new(UkCalendar.Instant(Date, new TimeOnly(8, 0)));

    public IGrainFactory Grains => _host!.Grains;

    public IDiaryGrain Diary(HubId hub) => Grains.Diary(hub, Date);

    public IClinicianGrain Clinician => Grains.Clinician(Ade);

    public async Task Start()
    {
        _host = await LocalSiloHost.Start(
            silo =>
            {
                silo.AddGrainsBeside<DiaryGrain>();
                silo.StateStore = _store;
                silo.Json = StoredJson.Options;
                silo.RoundTripMessages = true;
            },
            services =>
                services
                    .AddSingleton<IJournal>(_store)
                    .AddSingleton<TimeProvider>(Clock)
                    .AddSingleton(_ => new MasterKey(new byte[MasterKey.Bytes]))
        );
    }

    /// <summary>Started, Dr Ade configured, and both days published with a session of blood tests 09:00-10:00 in room 1.</summary>
    public static async Task<HubsSilo> Open()
    {
        var silo = new HubsSilo();
        await silo.Start();
        await silo.Clinician.Configure(
            new ConfigureClinician(
                silo.Info(),
                new Clinician
                {
                    Id = Ade,
                    Name = "Dr Ade",
                    Role = "GP",
                    Organisation = new("nelft"),
                    HomeHub = Tilbury,
                    Hubs = [Tilbury, Grays],
                    Availability = [new(DayOfWeek.Tuesday, Window("08:00", "18:00"))],
                },
                [new TravelTime(Tilbury, Grays, TimeSpan.FromMinutes(30))]
            )
        );
        foreach (var hub in new[] { Tilbury, Grays })
        {
            var answer = await silo.Diary(hub)
                .Publish(
                    new PublishDay(
                        silo.Info(),
                        Day(hub),
                        [
                            Session(hub, "bloods", "1", "09:00", "10:00") with
                            {
                                Clinic = new("bloods"),
                                Clinicians = [],
                            },
                        ]
                    )
                );
            Assert.Null(answer.Refusal);
        }
        return silo;
    }

    /// <summary>Dies without a word, and starts again.</summary>
    public async Task Crash()
    {
        _host!.Kill();
        await Start();
    }

    /// <summary>Lets the clock go on, and everything that sets off come to its end.</summary>
    public async Task Wait(TimeSpan time)
    {
        Clock.Advance(time);
        await _host!.WhenQuiet();
    }

    /// <summary>The bytes on the disk.</summary>
    public async Task<ReadOnlyMemory<byte>?> Stored(string name, string key) =>
        (await _store.Read(name, key))?.Value;

    public async Task<ClinicianDays> Days() => await Clinician.Get(Date, 1);

    public CommandInfo Info(string? key = null) =>
        new(
            new CommandId(key ?? $"key-{Interlocked.Increment(ref _keys)}"),
            "f",
            new Actor(Role.Receptionist, "Desk 1")
        );

    public BookAppointment Booking(string start, string? key = null) =>
        new(
            Info(key),
            new SessionId("bloods"),
            Time(start),
            new ServiceId("blood-tests"),
            new SealedDetails(new ResidentId("r"), "sealed"),
            []
        );

    public PlaceSession Placing(HubId hub, string id, string room, string start, string end) =>
        new(Info(), Day(hub), Session(hub, id, room, start, end));

    public static HubDay Day(HubId hub) =>
        new()
        {
            Hub = hub,
            HubName = hub.Value,
            Date = Date,
            Open = [Window("08:00", "18:00")],
            Rooms = [Room(hub, "1"), Room(hub, "2")],
        };

    /// <summary>Run by Dr Ade.</summary>
    public static Session Session(HubId hub, string id, string room, string start, string end) =>
        new()
        {
            Id = new(id),
            Service = new("blood-tests"),
            ServiceName = "Blood tests",
            PublicName = "Clinic",
            Organisation = new("nelft"),
            Hub = hub,
            Room = new($"{hub}-{room}"),
            Date = Date,
            Window = Window(start, end),
            Clinicians = [Ade],
            ClinicianNames = ["Dr Ade"],
            SlotLength = TimeSpan.FromMinutes(10),
        };

    public static TimeOnly Time(string text) =>
        TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    public static TimeWindow Window(string start, string end) => new(Time(start), Time(end));

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Room Room(HubId hub, string number) =>
        new()
        {
            Id = new($"{hub}-{number}"),
            Name = $"Room {number}",
            Type = RoomType.Consulting,
            Capacity = 3,
        };
}
