using System.Collections.Concurrent;
using Hubs.Contracts;
using Hubs.LocalSilo;
using Hubs.Model;
using Hubs.Storage;
using HubsSilo = Hubs.Grains.Tests.Diaries.HubsSilo;

namespace Hubs.Grains.Tests.Linearizability;

/// <summary>
/// One hub's day that several clients work on at once, each without pause, in a town where the disk fails and stalls and the silo dies and starts again.
/// Writes down what every client saw.
/// </summary>
internal sealed class TroubledDay(TroubledTown town, int seed)
{
    public const int Clients = 5;
    public const int EachAsks = 6;
    private const int Faults = 5;
    private const int MostTries = 60;
    public const int Operations = Clients * EachAsks + 1;

    // Slots 0-2 are one session's, for one person each; 3 and 4 another's, for two.
    private static readonly (SessionId Session, TimeOnly Start)[] Slots =
    [
        (new("single"), new(9, 0)),
        (new("single"), new(9, 10)),
        (new("single"), new(9, 20)),
        (new("double"), new(9, 0)),
        (new("double"), new(9, 10)),
    ];

    private readonly DiaryKey _key = new(new HubId($"hub{seed}"), HubsSilo.Date);
    private readonly ConcurrentQueue<Operation<Asked>> _history = new();
    private readonly ConcurrentDictionary<int, AppointmentId> _booked = [];
    private readonly ConcurrentDictionary<int, (HoldId Id, int Slot)> _held = [];
    private long _time;
    private int _faultsLeft = Faults;

    public int Seed => seed;

    /// <summary>Everything every client saw, and last what is left when all is quiet.</summary>
    public async Task<IReadOnlyCollection<Operation<Asked>>> Live()
    {
        await town.Publish($"diary/{_key}", Published());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => Task.Run(() => Work(i))));
        await Ask(new(Operations - 1, Act.Look), new Random(seed));
        return _history;
    }

    /// <summary>Before every third asking or so something goes wrong, as long as anything of the day's share is left.</summary>
    private async Task Trouble(Random random)
    {
        switch (random.Next(12))
        {
            case 0 or 1 when Interlocked.Decrement(ref _faultsLeft) >= 0:
                town.Disk.Plan((WriteFault)random.Next(3), $"diary/{_key}");
                break;
            case 2:
                town.Stall(random.Next(1, 30));
                break;
            case 4 when random.Next(20) == 0:
                await town.Crash();
                break;
            case 5 when random.Next(20) == 0:
                town.DropAll();
                break;
        }
    }

    private async Task Work(int client)
    {
        var random = new Random(seed * Clients + client);
        for (var i = 0; i < EachAsks; i++)
        {
            await Trouble(random);
            await Ask(Wish(client * EachAsks + i, random), random);
        }
    }

    private Asked Wish(int number, Random random)
    {
        var slot = random.Next(Slots.Length);
        var booked = _booked.Keys.Order().ToArray();
        var held = _held.Keys.Order().ToArray();
        return random.Next(10) switch
        {
            0 or 1 when booked.Length > 0 => new(number, Act.Cancel, Of: Pick(booked)),
            2 or 3 when booked.Length > 0 => new(number, Act.Reschedule, slot, Pick(booked)),
            4 when held.Length > 0 => new(number, Act.Release, Of: Pick(held)),
            5 when held.Length > 0 && Pick(held) is var hold => new(
                number,
                Act.BookHeld,
                _held[hold].Slot,
                hold
            ),
            6 => new(number, Act.Hold, slot),
            7 => new(number, Act.Look),
            _ => new(number, Act.Book, slot),
        };

        int Pick(int[] among) => among[random.Next(among.Length)];
    }

    /// <summary>
    /// An outcome that is not known is mostly asked for again under the same key; now and then the client gives up. To a client every exception is such an
    /// outcome: not confirmed, no silo, or an activation that was dropped before it began or cannot read its journal.
    /// </summary>
    private async Task Ask(Asked asked, Random random)
    {
        var called = Interlocked.Increment(ref _time);
        string? answer = null;
        for (var tries = 0; answer is null && tries < MostTries; tries++)
        {
            try
            {
                var process = town.Running;
                var told = await Answer(process.Grains, asked);
                if (!process.IsDead)
                    answer = told;
            }
            catch (Exception unknown)
                when (unknown
                        is NotConfirmedException
                            or SiloUnavailableException
                            or JournalException
                )
            {
                if (random.Next(12) == 0 && asked.Act is not Act.Look)
                    break;
                await town.WhenStarted();
            }
        }
        _history.Enqueue(new(asked, called, Interlocked.Increment(ref _time), answer));
    }

    private async Task<string> Answer(IGrainFactory grains, Asked asked)
    {
        var diary = grains.Diary(_key);
        var (session, start) = Slots[asked.Slot];
        switch (asked.Act)
        {
            case Act.Look:
                return Seen(await diary.Get());
            case Act.Cancel:
                return Told(
                    await diary.Cancel(new CancelAppointment(Info(asked), _booked[asked.Of]))
                );
            case Act.Reschedule:
                return Told(
                    await diary.Reschedule(
                        new RescheduleAppointment(Info(asked), _booked[asked.Of], session, start)
                    )
                );
            case Act.Release:
                return Told(
                    await diary.ReleaseHold(new ReleaseHold(Info(asked), _held[asked.Of].Id))
                );
            case Act.Hold:
                var held = await diary.Hold(new HoldSlots(Info(asked), session, start));
                if (held.Receipt is { } hold)
                    _held[asked.Number] = (hold.Id, asked.Slot);
                return Told(held);
            default:
                var booked = await diary.Book(
                    new BookAppointment(
                        Info(asked),
                        session,
                        start,
                        new("blood-tests"),
                        new SealedDetails(new ResidentId($"r{asked.Number}"), "sealed"),
                        [],
                        Hold: asked.Act is Act.BookHeld ? _held[asked.Of].Id : null
                    )
                );
                if (booked.Receipt is { } receipt)
                    _booked[asked.Number] = receipt.Id;
                return Told(booked);
        }
    }

    private static string Told<T>(Answer<T> answer)
        where T : Receipt => answer.Refusal?.Code ?? "ok";

    private static string Seen(Diary diary) =>
        BookingModel.Seen(
            diary
                .Appointments.Values.Where(a => a.TakesSlots)
                .Select(a =>
                    (
                        int.Parse(a.Resident!.Resident.Value[1..], null),
                        Array.IndexOf(Slots, (a.Session, a.Window.Start))
                    )
                ),
            diary
                .Sessions.Values.SelectMany(s => s.Holds.Values)
                .Select(h => Array.IndexOf(Slots, (h.Session, h.Window.Start)))
        );

    private static CommandInfo Info(Asked asked) => Info($"k{asked.Number}");

    private static CommandInfo Info(string key) =>
        new(new CommandId(key), "f", new Actor(Role.Receptionist, "Desk 1"));

    private ReadOnlyMemory<byte>[] Published()
    {
        Session[] sessions =
        [
            .. new[] { ("single", "1", 1), ("double", "2", 2) }.Select(s =>
                HubsSilo.Session(_key.Hub, s.Item1, s.Item2, "09:00", "09:30") with
                {
                    Clinic = new("bloods"),
                    Clinicians = [],
                    SlotCapacity = s.Item3,
                }
            ),
        ];
        var entry = new Diary { Hub = _key.Hub, Date = _key.Date }
            .Decide(
                new PublishDay(Info("publish"), HubsSilo.Day(_key.Hub), [.. sessions]),
                UkCalendar.Instant(_key.Date, new TimeOnly(7, 0))
            )
            .Entry!;
        return
        [
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
                entry,
                HubsJson.Default.DiaryEntry
            ),
        ];
    }
}
