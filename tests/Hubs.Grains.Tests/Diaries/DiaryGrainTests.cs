using Hubs.Contracts;
using Hubs.Model;
using Hubs.Storage;
using static Hubs.Grains.Tests.Diaries.HubsSilo;

namespace Hubs.Grains.Tests.Diaries;

public sealed class DiaryGrainTests : IAsyncLifetime
{
    private HubsSilo _silo = null!;

    private IDiaryGrain Diary => _silo.Diary(Tilbury);

    [Fact]
    public async Task Booking_ByEightAtOnceForOneSlot_IsGivenToExactlyOne()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Diary.Book(_silo.Booking("09:20")))
        );

        Assert.Single(answers, answer => !answer.IsRefused);
        Assert.All(
            answers.Where(answer => answer.IsRefused),
            answer => Assert.Equal("slot-taken", answer.Refusal!.Code)
        );
    }

    [Fact]
    public async Task Booking_Repeated_GetsTheSameAnswer_AlsoAfterARestart()
    {
        var first = await Diary.Book(_silo.Booking("09:20", "click"));

        Assert.Equal(first, await Diary.Book(_silo.Booking("09:20", "click")));
        await _silo.Crash();
        Assert.Equal(first, await Diary.Book(_silo.Booking("09:20", "click")));
        Assert.Single((await Diary.Get()).Appointments);
    }

    [Theory]
    [InlineData(WriteFault.FailBeforeCommit)]
    [InlineData(WriteFault.FailAfterCommit)]
    public async Task Booking_WhoseSaveFails_IsNotConfirmed_AndTheSameKeyFindsOut(WriteFault fault)
    {
        _silo.Disk.Plan(fault);
        await Assert.ThrowsAsync<NotConfirmedException>(() =>
            Diary.Book(_silo.Booking("09:20", "click"))
        );

        var answer = await Diary.Book(_silo.Booking("09:20", "click"));

        Assert.False(answer.IsRefused);
        Assert.Single((await Diary.Get()).Appointments);
        Assert.True((await Diary.Book(_silo.Booking("09:20"))).IsRefused);
    }

    [Fact]
    public async Task Hub_WhoseSavesFail_HoldsUpNoOtherHub()
    {
        for (var i = 0; i < 3; i++)
            _silo.Disk.Plan(WriteFault.DiskFull, $"diary/{new DiaryKey(Tilbury, Date)}");

        foreach (var start in new[] { "09:00", "09:10", "09:20" })
        {
            await Assert.ThrowsAsync<NotConfirmedException>(() =>
                Diary.Book(_silo.Booking(start, start))
            );
            Assert.False((await _silo.Diary(Grays).Book(_silo.Booking(start))).IsRefused);
        }

        Assert.False((await Diary.Book(_silo.Booking("09:00", "09:00"))).IsRefused);
        Assert.Single((await Diary.Get()).Appointments);
        Assert.Equal(3, (await _silo.Diary(Grays).Get()).Appointments.Count);
    }

    [Fact]
    public async Task Board_ShowsABookingOnlyWhenItIsOnDisk_AndTheFeedTellsOfIt()
    {
        var before = await Diary.Watch();
        _silo.Disk.Hold();
        var booking = Diary.Book(_silo.Booking("09:20"));
        Assert.Equal(before.Version, (await Diary.Watch()).Version);

        _silo.Disk.Release();
        await booking;

        var after = await Diary.Watch();
        Assert.Equal(before.Version + 1, after.Version);
        var slot = after.Sessions.Single().Slots.Single(s => s.Start == Time("09:20"));
        Assert.Equal(0, slot.Free);
    }

    [Fact]
    public async Task Hold_WhoseTimeIsOver_IsShownFreeByItself()
    {
        await Diary.Hold(new HoldSlots(_silo.Info(), new("bloods"), Time("09:20")));
        Assert.Equal(0, await FreeAt("09:20"));

        for (var i = 0; i < 11; i++)
            await _silo.Wait(TimeSpan.FromSeconds(30));

        Assert.Equal(1, await FreeAt("09:20"));
    }

    [Fact]
    public async Task Move_ToAnotherHub_BooksThereAndCancelsHere_OnceHoweverOftenRepeated()
    {
        var booked = (await Diary.Book(_silo.Booking("09:20"))).Receipt!;
        var info = _silo.Info("move");

        var first = await Move(info, booked.Id, "09:40");
        var repeat = await Move(info, booked.Id, "09:40");

        Assert.Equal(first.Receipt, repeat.Receipt);
        Assert.Equal(Grays, first.Receipt!.Hub);
        var here = (await Diary.Get()).Appointments[booked.Id];
        Assert.Equal(AppointmentStatus.Cancelled, here.Status);
        Assert.Equal(first.Receipt.Id, here.MovedTo);
        var there = Assert.Single((await _silo.Diary(Grays).Get()).Appointments.Values);
        Assert.Equal(booked.Id, there.MovedFrom);
        Assert.Empty((await Diary.Get()).Errands);
    }

    [Fact]
    public async Task Move_ToATakenSlot_LeavesEverythingAsItWas_AndMayBeTriedAgain()
    {
        var booked = (await Diary.Book(_silo.Booking("09:20"))).Receipt!;
        var other = (await _silo.Diary(Grays).Book(_silo.Booking("09:40"))).Receipt!;
        var info = _silo.Info("move");
        var before = (await Diary.Get()).Version;

        var refused = await Move(info, booked.Id, "09:40");
        Assert.Equal("slot-taken", refused.Refusal!.Code);
        Assert.Equal(before, (await Diary.Get()).Version);

        await _silo.Diary(Grays).Cancel(new CancelAppointment(_silo.Info(), other.Id));
        Assert.False((await Move(info, booked.Id, "09:40")).IsRefused);
    }

    [Fact]
    public async Task Move_CutShortByACrash_IsFinishedByTheDiaryItself()
    {
        var booked = (await Diary.Book(_silo.Booking("09:20"))).Receipt!;
        _silo.Disk.Plan(WriteFault.FailBeforeCommit, $"diary/{new DiaryKey(Grays, Date)}");
        await Assert.ThrowsAsync<NotConfirmedException>(() =>
            Move(_silo.Info("move"), booked.Id, "09:40")
        );
        await _silo.Crash();
        Assert.Single((await Diary.Get()).Errands);

        await _silo.Wait(TimeSpan.FromSeconds(31));

        var here = (await Diary.Get()).Appointments[booked.Id];
        Assert.Equal(AppointmentStatus.Cancelled, here.Status);
        Assert.True((await _silo.Diary(Grays).Get()).Appointments.ContainsKey(here.MovedTo!.Value));
    }

    [Fact]
    public async Task History_TellsNewestFirst_WhoDidWhat()
    {
        var booked = (await Diary.Book(_silo.Booking("09:20"))).Receipt!;
        await Diary.Cancel(
            new CancelAppointment(_silo.Info() with { Why = "asked to" }, booked.Id)
        );

        var lines = await Diary.History(booked.Id, 10);

        Assert.Equal(["Cancelled", "Booked 09:20 in Blood tests"], lines.Select(line => line.What));
        Assert.Equal("asked to", lines[0].Why);
        Assert.Equal([3L, 2L], lines.Select(line => line.Version));
    }

    private Task<Answer<AppointmentReceipt>> Move(
        CommandInfo info,
        AppointmentId appointment,
        string start
    ) =>
        Diary.MoveElsewhere(
            info,
            appointment,
            new DiaryKey(Grays, Date),
            new SessionId("bloods"),
            Time(start)
        );

    private async Task<int> FreeAt(string start) =>
        (await Diary.Watch()).Sessions.Single().Slots.Single(s => s.Start == Time(start)).Free;

    public async Task InitializeAsync() => _silo = await Open();

    public async Task DisposeAsync() => await _silo.DisposeAsync();
}
