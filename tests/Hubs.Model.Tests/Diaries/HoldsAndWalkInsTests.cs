using static Hubs.Model.Tests.Diaries.TuesdayAtTilbury;

namespace Hubs.Model.Tests.Diaries;

public class HoldsAndWalkInsTests
{
    private readonly TuesdayAtTilbury day = WithBloodTests();

    [Fact]
    public void Hold_KeepsTheSlot_ForFiveMinutes()
    {
        Hold("09:20");
        AssertRefused("slot-taken", day.Book("09:20"));

        day.At(day.Now + Diary.HoldTime);

        Receipt<AppointmentReceipt>(day.Book("09:20"));
    }

    [Fact]
    public void Hold_IsExtendedOnce()
    {
        var hold = Hold("09:20");

        var extended = Receipt<HoldReceipt>(day.Do(new ExtendHold(day.Info(), hold.Id)));

        Assert.Equal(hold.Until.AddMinutes(5), extended.Until);
        AssertRefused("hold-extended-before", day.Do(new ExtendHold(day.Info(), hold.Id)));
    }

    [Fact]
    public void Booking_WhatIsHeld_EndsTheHold()
    {
        var hold = Hold("09:20");

        Receipt<AppointmentReceipt>(day.Book("09:20", hold: hold.Id));

        Assert.Empty(day.Diary.Sessions[new("s1")].Holds);
        AssertRefused("hold-for-another-slot", day.Book("09:30", hold: Hold("09:40").Id));
    }

    [Fact]
    public void Booking_WithAHoldThatIsOver_IsGivenTheSlotIfItIsStillFree()
    {
        var hold = Hold("09:20");
        day.At(day.Now.AddMinutes(6));

        Receipt<AppointmentReceipt>(day.Book("09:20", hold: hold.Id));
    }

    [Fact]
    public void Expiring_FreesTheSlotOnBoards()
    {
        Hold("09:20");
        day.At(day.Now.AddMinutes(6));
        Assert.Equal(5, Board.Of(day.Diary).Sessions.Single().Slots.Sum(slot => slot.Free));

        Assert.Equal(1, Receipt<HoldsReceipt>(day.Do(new ExpireHolds(day.Info()))).Ended);

        Assert.Equal(6, Board.Of(day.Diary).Sessions.Single().Slots.Sum(slot => slot.Free));
        Assert.Null(day.Do(new ExpireHolds(day.Info())).Entry);
    }

    [Fact]
    public void WalkIn_IntoTheRunningSlot_IsArrived_WithANumber()
    {
        day.At(At("09:25"));
        AssertRefused("slot-passed", day.Book("09:20"));

        var first = Receipt<WalkInReceipt>(day.Do(WalkIn("09:20")));
        var second = Receipt<WalkInReceipt>(day.Do(WalkIn(null)));

        Assert.Equal(("W01", "W02"), (first.Number, second.Number));
        Assert.Equal(AppointmentStatus.Arrived, first.Appointment!.Status);
        Assert.Equal(WalkInStatus.Placed, day.Diary.WalkIns[first.Id].Status);
        Assert.Equal(WalkInStatus.Waiting, day.Diary.WalkIns[second.Id].Status);
    }

    [Fact]
    public void WalkIn_ForAServiceThatDoesNotRunToday_IsShownByItsName()
    {
        day.Do(WalkIn(null) with { Service = new("vaccination"), ServiceName = "Vaccination" });

        Assert.Equal("Vaccination", Board.Of(day.Diary).WalkIns.Single().ServiceName);
    }

    [Fact]
    public void WalkIn_WhoWaits_IsPlacedLater_Once()
    {
        var ticket = Receipt<WalkInReceipt>(day.Do(WalkIn(null))).Id;

        Receipt<WalkInReceipt>(
            day.Do(new PlaceWalkIn(day.Info(), ticket, new("s1"), new(9, 0), null))
        );

        AssertRefused(
            "not-waiting",
            day.Do(new PlaceWalkIn(day.Info(), ticket, new("s1"), new(9, 10), null))
        );
        AssertRefused("not-waiting", day.Do(new CloseWalkIn(day.Info(), ticket)));
    }

    [Fact]
    public void WalkIn_IntoATakenSlot_GetsNoTicketNumber()
    {
        day.Booked("09:00");

        AssertRefused("slot-taken", day.Do(WalkIn("09:00")));

        Assert.Empty(day.Diary.WalkIns);
    }

    [Fact]
    public void WalkIn_OnAnotherDay_IsRefused()
    {
        day.At(At("09:00").AddDays(-1));

        AssertRefused("not-today", day.Do(WalkIn(null)));
    }

    private HoldReceipt Hold(string start) =>
        Receipt<HoldReceipt>(day.Do(new HoldSlots(day.Info(), new("s1"), Clock(start))));

    private RegisterWalkIn WalkIn(string? start) =>
        new(
            day.Info(),
            new("blood-tests"),
            start is null ? null : new SessionId("s1"),
            start is null ? null : Clock(start),
            null
        );
}
