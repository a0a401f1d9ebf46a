using Hubs.Contracts;
using Hubs.Model;
using Hubs.Storage;
using static Hubs.Grains.Tests.Diaries.HubsSilo;

namespace Hubs.Grains.Tests.Diaries;

/// <summary>Nobody has a place at the other hub that the ticket here does not know of, whatever is cut short.</summary>
public sealed class WalkInSendingTests : IAsyncLifetime
{
    private HubsSilo _silo = null!;

    private IDiaryGrain Diary => _silo.Diary(Tilbury);

    [Fact]
    public async Task Sending_BooksThere_AndTheTicketKnows_OnceHoweverOftenRepeated()
    {
        var command = Sending();

        var answers = await Task.WhenAll(Diary.SendWalkIn(command), Diary.SendWalkIn(command));

        Assert.Equal(answers[0].Receipt, answers[1].Receipt);
        await AssertSent(answers[0].Receipt!.Appointment!.Id);
    }

    [Fact]
    public async Task Sending_SomebodyWhoWaits_KeepsTheirTicket()
    {
        var ticket = (await Register()).Id;

        var sent = await Diary.SendWalkIn(Sending(ticket));

        Assert.Equal(ticket, sent.Receipt!.Id);
        await AssertSent(sent.Receipt.Appointment!.Id);
    }

    [Fact]
    public async Task Sending_ToATakenSlot_LeavesTheTicketWaiting_AndMayBeTriedAgain()
    {
        var ticket = (await Register()).Id;
        var other = (await _silo.Diary(Grays).Book(_silo.Booking("09:40"))).Receipt!;
        var command = Sending(ticket);
        var before = (await Diary.Get()).Version;

        Assert.Equal("slot-taken", (await Diary.SendWalkIn(command)).Refusal!.Code);
        Assert.Equal(before, (await Diary.Get()).Version);

        await _silo.Diary(Grays).Cancel(new CancelAppointment(_silo.Info(), other.Id));
        var sent = await Diary.SendWalkIn(command);
        await AssertSent(sent.Receipt!.Appointment!.Id);
    }

    [Theory]
    [InlineData(WriteFault.FailBeforeCommit)] // nothing there yet
    [InlineData(WriteFault.FailAfterCommit)] // booked there, not noted here
    public async Task Sending_CutShortByACrash_IsFinishedByTheDiaryItself(WriteFault fault)
    {
        var ticket = (await Register()).Id;
        _silo.Disk.Plan(fault, $"diary/{new DiaryKey(Grays, Date)}");
        await Assert.ThrowsAsync<NotConfirmedException>(() => Diary.SendWalkIn(Sending(ticket)));
        await _silo.Crash();
        Assert.Single((await Diary.Get()).Errands);

        await _silo.Wait(TimeSpan.FromSeconds(31));

        await AssertSent((await Diary.Get()).WalkIns[ticket].Appointment!.Value);
        var repeat = await Diary.SendWalkIn(Sending(ticket));
        await AssertSent(repeat.Receipt!.Appointment!.Id);
    }

    [Fact]
    public async Task Ticket_OnItsWayElsewhere_IsNobodyElses()
    {
        var ticket = (await Register()).Id;
        _silo.Disk.Plan(WriteFault.FailBeforeCommit, $"diary/{new DiaryKey(Grays, Date)}");
        await Assert.ThrowsAsync<NotConfirmedException>(() => Diary.SendWalkIn(Sending(ticket)));

        var closed = await Diary.CloseWalkIn(new CloseWalkIn(_silo.Info(), ticket));

        Assert.Equal("being-sent", closed.Refusal!.Code);
    }

    [Fact]
    public async Task Move_GivenUpOnceAndThenCutShort_BooksOnlyOnePlaceThere()
    {
        // Two go for the last place at once: both see it free, both begin, and one is given up.
        var both = new[]
        {
            (await Diary.Book(_silo.Booking("09:00"))).Receipt!,
            (await Diary.Book(_silo.Booking("09:20"))).Receipt!,
        };
        var answers = await Task.WhenAll(both.Select(one => Move(one.Id)));
        var lost = Array.FindIndex(answers, answer => answer.IsRefused);
        Assert.Equal("slot-taken", answers[lost].Refusal!.Code);
        var booked = both[lost];
        var other = answers[1 - lost].Receipt!;
        await _silo.Diary(Grays).Cancel(new CancelAppointment(_silo.Info(), other.Id));
        _silo.Disk.Plan(WriteFault.FailAfterCommit, $"diary/{new DiaryKey(Grays, Date)}");
        await Assert.ThrowsAsync<NotConfirmedException>(() => Move(booked.Id));
        await _silo.Crash();
        Assert.Single((await Diary.Get()).Errands);

        await _silo.Wait(TimeSpan.FromSeconds(31));

        var here = (await Diary.Get()).Appointments[booked.Id];
        Assert.Equal(AppointmentStatus.Cancelled, here.Status);
        var there = Assert.Single(
            (await _silo.Diary(Grays).Get()).Appointments.Values,
            a => a.TakesSlots
        );
        Assert.Equal(here.MovedTo, there.Id);
        Assert.Equal(there.Id, (await Move(booked.Id)).Receipt!.Id);
    }

    private Task<Answer<AppointmentReceipt>> Move(AppointmentId appointment) =>
        Diary.MoveElsewhere(
            _silo.Info($"move.{appointment}"),
            appointment,
            new DiaryKey(Grays, Date),
            new SessionId("bloods"),
            Time("09:40")
        );

    private async Task<WalkInReceipt> Register() =>
        (
            await Diary.RegisterWalkIn(
                new RegisterWalkIn(_silo.Info(), new("blood-tests"), null, null, null)
            )
        ).Receipt!;

    private SendWalkIn Sending(TicketId? ticket = null) =>
        new(
            _silo.Info("send"),
            new("blood-tests"),
            ticket,
            new DiaryKey(Grays, Date),
            new SessionId("bloods"),
            Time("09:40"),
            new SealedDetails(new ResidentId("r"), "sealed")
        );

    /// <summary>Exactly one ticket here and one place there, each knowing of the other, and nothing left to do.</summary>
    private async Task AssertSent(AppointmentId appointment)
    {
        var here = await Diary.Get();
        var walkIn = Assert.Single(here.WalkIns.Values);
        Assert.Equal(
            (WalkInStatus.SentToOtherHub, Grays, appointment),
            (walkIn.Status, walkIn.SentTo, walkIn.Appointment)
        );
        Assert.Empty(here.Errands);
        var there = (await _silo.Diary(Grays).Get()).Appointments.Values.Where(a => a.TakesSlots);
        Assert.Equal(appointment, Assert.Single(there).Id);
    }

    public async Task InitializeAsync() => _silo = await Open();

    public async Task DisposeAsync() => await _silo.DisposeAsync();
}
