using System.Text.Json;
using static Hubs.Model.Tests.Diaries.TuesdayAtTilbury;

namespace Hubs.Model.Tests.Diaries;

public class BookingTests
{
    private readonly TuesdayAtTilbury day = WithBloodTests();

    [Fact]
    public void Booking_AFreeSlot_TakesIt()
    {
        var receipt = Receipt<AppointmentReceipt>(day.Book("09:20"));

        Assert.Equal(Window("09:20", "09:30"), receipt.Window);
        Assert.Equal(new RoomId("c1"), receipt.Room);
        Assert.Equal(AppointmentStatus.Booked, receipt.Status);
        Assert.Matches(
            "^[2346789CDFGHJKMNPQRTVWXY]{4}-[2346789CDFGHJKMNPQRTVWXY]{4}$",
            receipt.Reference
        );
        Assert.True(DiaryKey.TryOfIssued(receipt.Id.Value, out var key));
        Assert.Equal(new DiaryKey(Tilbury, Date), key);
        AssertRefused("slot-taken", day.Book("09:20"));
    }

    [Fact]
    public void Reference_NamesItsDate_AndNoOtherPeopleCanBookOn()
    {
        var receipt = Receipt<AppointmentReceipt>(day.Book("09:20"));
        var code = receipt.Id.Value[^IssuedCode.Length..];

        Assert.True(IssuedCode.Names(Date, code));
        Assert.All(
            Enumerable.Range(1, 500),
            days =>
            {
                Assert.False(IssuedCode.Names(Date.AddDays(days), code));
                Assert.False(IssuedCode.Names(Date.AddDays(-days / 8 - 1), code));
            }
        );
    }

    [Fact]
    public void Booking_ATakenSlot_NamesTheNextFreeOne()
    {
        day.Book("09:20");
        day.Book("09:30");

        var refusal = day.Book("09:20").Refusal!;

        Assert.Equal(
            "The 09:20 slot of Blood tests 09:00-10:00 has just been taken. The next free one is 09:40.",
            refusal.Sentence
        );
    }

    [Theory]
    [InlineData("09:05", "no-such-slot")]
    [InlineData("10:00", "no-such-slot")]
    [InlineData("07:00", "no-such-slot")]
    public void Booking_WhereNoSlotStarts_IsRefused(string start, string code) =>
        AssertRefused(code, day.Book(start));

    [Fact]
    public void Booking_ASlotThatHasStarted_IsRefused()
    {
        day.At(At("09:20").AddSeconds(1));

        AssertRefused("slot-passed", day.Book("09:20"));
        Receipt<AppointmentReceipt>(day.Book("09:30"));
    }

    [Fact]
    public void Booking_InAGroupSession_StopsAtItsCapacity()
    {
        day.Publish(Session("group", "a", "10:00", "11:00") with { SlotCapacity = 2 });

        day.Booked("10:00", "group");
        day.Booked("10:00", "group");

        AssertRefused("slot-taken", day.Book("10:00", "group"));
    }

    [Fact]
    public void Booking_SeveralSlots_NeedsThemInARow()
    {
        var receipt = Receipt<AppointmentReceipt>(day.Book("09:00", slots: 3));

        Assert.Equal(Window("09:00", "09:30"), receipt.Window);
        AssertRefused("slot-taken", day.Book("09:20"));
        AssertRefused("slots-not-in-a-row", day.Book("09:50", slots: 2));
        Receipt<AppointmentReceipt>(day.Book("09:30", slots: 3));
    }

    [Fact]
    public void Booking_AcrossABreak_IsRefused()
    {
        day.Publish(
            Session("s2", "a", "09:00", "10:00") with
            {
                BreakAfter = TimeSpan.FromMinutes(20),
                BreakLength = TimeSpan.FromMinutes(10),
            }
        );

        AssertRefused("slots-not-in-a-row", day.Book("09:10", "s2", slots: 2));
        AssertRefused("no-such-slot", day.Book("09:20", "s2"));
        Receipt<AppointmentReceipt>(day.Book("09:30", "s2", slots: 2));
    }

    [Fact]
    public void Booking_AnotherServiceThanTheSessionOffers_IsRefused() =>
        AssertRefused(
            "other-service",
            day.Do(
                new BookAppointment(
                    day.Info(),
                    new("s1"),
                    new(9, 0),
                    new("dermatology"),
                    Resident("r1"),
                    []
                )
            )
        );

    [Fact]
    public void Repeat_OfABooking_GetsTheFirstAnswerEvenAfterTheAppointmentIsCancelled()
    {
        var first = Receipt<AppointmentReceipt>(day.Book("09:00", key: "click"));
        day.Do(new CancelAppointment(day.Info(), first.Id));
        var version = day.Diary.Version;

        var repeat = day.Book("09:00", key: "click");

        Assert.Equal(first, repeat.Receipt);
        Assert.Null(repeat.Entry);
        Assert.Equal(version, day.Diary.Version);
    }

    [Fact]
    public void Key_UsedForAnotherRequest_IsRefused()
    {
        var first = day.Info("click", "one");
        day.Do(new HoldSlots(first, new("s1"), new(9, 0)));

        AssertRefused(
            "key-reused",
            day.Do(new HoldSlots(first with { Fingerprint = "two" }, new("s1"), new(9, 10)))
        );
    }

    [Fact]
    public void Refusal_IsNotRemembered()
    {
        var held = day.Booked("09:00");
        AssertRefused("slot-taken", day.Book("09:00", key: "click"));
        day.Do(new CancelAppointment(day.Info(), held));

        Receipt<AppointmentReceipt>(day.Book("09:00", key: "click"));
    }

    [Fact]
    public void Reschedule_ByOneSlot_MayUseItsOwnPlaces()
    {
        var id = day.Booked("09:00", slots: 2);

        var moved = Receipt<AppointmentReceipt>(
            day.Do(new RescheduleAppointment(day.Info(), id, new("s1"), new(9, 10)))
        );

        Assert.Equal(Window("09:10", "09:30"), moved.Window);
        Assert.Equal("0 1 1 0 0 0", string.Join(' ', day.Diary.Sessions[new("s1")].Taken));
    }

    [Fact]
    public void Cancelling_FreesTheSlot()
    {
        var id = day.Booked("09:00");

        var receipt = Receipt<AppointmentReceipt>(day.Do(new CancelAppointment(day.Info(), id)));

        Assert.Equal(AppointmentStatus.Cancelled, receipt.Status);
        Receipt<AppointmentReceipt>(day.Book("09:00"));
        AssertRefused("wrong-status", day.Do(new CancelAppointment(day.Info(), id)));
    }

    [Fact]
    public void Status_GoesItsWay_AndOneStepBack()
    {
        var id = day.Booked("09:00");

        Change(id, AppointmentStatus.Arrived);
        Change(id, AppointmentStatus.InProgress);
        Change(id, AppointmentStatus.Completed);
        Change(id, AppointmentStatus.InProgress);
        AssertRefused("wrong-status", Ask(id, AppointmentStatus.Arrived));
        AssertRefused("wrong-status", Ask(id, AppointmentStatus.DidNotAttend));
        AssertRefused("wrong-status", day.Do(new CancelAppointment(day.Info(), id)));
    }

    [Fact]
    public void DidNotAttend_WhoComesAfterAll_Arrives()
    {
        var id = day.Booked("09:00");

        Change(id, AppointmentStatus.DidNotAttend);
        Change(id, AppointmentStatus.Arrived);
    }

    [Fact]
    public void Entry_OfABooking_IsSmall()
    {
        day.Publish(Session("til-bloods.2026-W48.1", "a", "09:00", "10:00"));
        Receipt<AppointmentReceipt>(
            day.Do(
                new BookAppointment(
                    new CommandInfo(
                        new("6f1c2d8e-0f5f-4c0a-9c58-5f4bb3f3c111"),
                        "h7Gq0sPzJw3k",
                        new(Role.Receptionist, "Desk")
                    ),
                    new("til-bloods.2026-W48.1"),
                    new(9, 0),
                    new("blood-tests"),
                    Resident("r-8fk2m9xd"),
                    []
                )
            )
        );

        var json = JsonSerializer.SerializeToUtf8Bytes(
            day.Entries[^1],
            HubsJson.Default.DiaryEntry
        );

        Assert.InRange(json.Length, 100, 450);
    }

    private Decision<DiaryEntry> Ask(AppointmentId id, AppointmentStatus to) =>
        day.Do(new ChangeAppointmentStatus(day.Info(), id, to));

    private void Change(AppointmentId id, AppointmentStatus to) =>
        Assert.Equal(to, Receipt<AppointmentReceipt>(Ask(id, to)).Status);
}
