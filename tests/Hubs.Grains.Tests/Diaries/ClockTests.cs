using Hubs.Contracts;
using Hubs.LocalSilo;
using Hubs.Model;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Hubs.Grains.Tests.Diaries.HubsSilo;

namespace Hubs.Grains.Tests.Diaries;

/// <summary>Days and clocks that behave oddly: a diary goes by the clock on the hub's wall, and history by what was saved, whatever the time says.</summary>
public sealed class ClockTests : IAsyncDisposable
{
    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private LocalSiloHost? _silo;
    private DateOnly _date;
    private int _keys;

    private IDiaryGrain Diary => _silo!.Grains.Diary(Tilbury, _date);

    [Theory]
    [InlineData("2027-03-28", "2027-03-28T07:59Z", "2027-03-28T08:01Z")] // clocks went forward in the night
    [InlineData("2027-10-31", "2027-10-31T08:59Z", "2027-10-31T09:01Z")] // clocks went back
    [InlineData("2026-12-31", "2026-12-31T08:59Z", "2026-12-31T09:01Z")] // the last day of week 53
    [InlineData("2028-02-29", "2028-02-29T08:59Z", "2028-02-29T09:01Z")] // leap day
    public async Task Slot_IsGivenUntilItBegins_ByTheClockOnTheWall(
        string date,
        string justBefore,
        string justAfter
    )
    {
        await Open(date, At(justBefore));
        Assert.Null((await Book("09:00")).Refusal);

        _clock.SetUtcNow(At(justAfter));

        Assert.Equal("slot-passed", (await Book("09:00")).Refusal!.Code);
        Assert.Null((await Book("09:10")).Refusal);
    }

    [Fact]
    public async Task Hold_OverTheHourThatHappensTwice_LastsFiveMinutes()
    {
        await Open("2027-10-31", At("2027-10-31T00:58Z")); // 01:58 summer time
        Assert.Null((await Hold("09:00")).Refusal);

        _clock.SetUtcNow(At("2027-10-31T01:02Z")); // 01:02 winter time
        Assert.Equal("slot-taken", (await Book("09:00")).Refusal!.Code);
        _clock.SetUtcNow(At("2027-10-31T01:04Z"));
        Assert.Null((await Book("09:00")).Refusal);
    }

    [Fact]
    public async Task Clock_SetBackAnHour_LosesNothing_RepeatsAnswersAndGoesOn()
    {
        await Open("2026-11-24", At("2026-11-24T08:30Z"));
        var first = await Book("09:00", "click");
        var held = await Hold("09:10");

        _clock.AdjustTime(At("2026-11-24T07:30Z"));

        Assert.Equal(first, await Book("09:00", "click"));
        Assert.Equal("slot-taken", (await Book("09:00")).Refusal!.Code);
        Assert.Equal("slot-taken", (await Book("09:10")).Refusal!.Code);
        Assert.Null((await Book("09:20")).Refusal);
        var before = await Diary.Get();
        await Restart();
        var after = await Diary.Get();
        Assert.Equal(before.Version, after.Version);
        Assert.Equal(before.Appointments.Keys.ToHashSet(), after.Appointments.Keys.ToHashSet());
        Assert.Equal(first, await Book("09:00", "click"));
        // The hold ends when its own time comes, not before and not never.
        _clock.SetUtcNow(held.Receipt!.Until.AddSeconds(1));
        Assert.Null((await Book("09:10")).Refusal);
    }

    [Fact]
    public async Task WalkIn_JustBeforeAndAfterMidnightInSummer_BelongsToTheDayInLondon()
    {
        await Open("2027-06-15", At("2027-06-14T23:30Z")); // 00:30 on the 15th
        Assert.Null((await WalkIn()).Refusal);

        _clock.SetUtcNow(At("2027-06-15T23:30Z")); // 00:30 on the 16th
        Assert.Equal("not-today", (await WalkIn()).Refusal!.Code);
    }

    private Task<Answer<AppointmentReceipt>> Book(string start, string? key = null) =>
        Diary.Book(
            new BookAppointment(
                Info(key),
                new SessionId("bloods"),
                Time(start),
                new ServiceId("blood-tests"),
                new SealedDetails(new ResidentId("r"), "sealed"),
                []
            )
        );

    private Task<Answer<HoldReceipt>> Hold(string start) =>
        Diary.Hold(new HoldSlots(Info(), new SessionId("bloods"), Time(start)));

    private Task<Answer<WalkInReceipt>> WalkIn() =>
        Diary.RegisterWalkIn(
            new RegisterWalkIn(Info(), new ServiceId("blood-tests"), null, null, null)
        );

    private CommandInfo Info(string? key = null) =>
        new(new CommandId(key ?? $"k{_keys++}"), "f", new Actor(Role.Receptionist, "Desk 1"));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, null);

    private async Task Open(string date, DateTimeOffset now)
    {
        _date = DateOnly.Parse(date, null);
        _clock.SetUtcNow(now);
        await Restart();
        var answer = await Diary.Publish(
            new PublishDay(
                Info(),
                Day(Tilbury) with
                {
                    Date = _date,
                },
                [
                    Session(Tilbury, "bloods", "1", "09:00", "10:00") with
                    {
                        Date = _date,
                        Clinic = new("bloods"),
                        Clinicians = [],
                    },
                ]
            )
        );
        Assert.Null(answer.Refusal);
    }

    private async Task Restart()
    {
        _silo?.Kill();
        _silo = await LocalSiloHost.Start(
            silo =>
            {
                silo.AddGrainsBeside<DiaryGrain>();
                silo.StateStore = _store;
                silo.Json = HubsJson.Default.Options;
            },
            services => services.AddSingleton<IJournal>(_store).AddSingleton<TimeProvider>(_clock)
        );
    }

    public ValueTask DisposeAsync() => _silo?.DisposeAsync() ?? ValueTask.CompletedTask;
}
