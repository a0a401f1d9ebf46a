using static Hubs.Model.Tests.Diaries.TuesdayAtTilbury;

namespace Hubs.Model.Tests.Diaries;

public class SessionsTests
{
    private readonly TuesdayAtTilbury day = WithBloodTests();

    [Fact]
    public void Publishing_Again_ChangesNothing()
    {
        var again = Receipt<DayReceipt>(day.Publish(Session("s1", "c1", "09:00", "10:00")));

        Assert.Equal((0, 0, 0, 1), (again.Added, again.Changed, again.Cancelled, again.Unchanged));
        Assert.Equal(0, day.Diary.Sessions[new("s1")].Sequence);
    }

    [Fact]
    public void Publishing_WithoutASession_CancelsIt_AndOrphansItsAppointments()
    {
        var id = day.Booked("09:20");

        var receipt = Receipt<DayReceipt>(day.Publish());

        Assert.Equal(1, receipt.Cancelled);
        Assert.Equal([id], receipt.Orphaned.AsEnumerable());
        var orphan = day.Diary.Appointments[id];
        Assert.True(orphan.IsOrphaned);
        Assert.Equal(AppointmentStatus.Booked, orphan.Status);
    }

    [Fact]
    public void Publishing_TheSessionAgain_SupportsItsOrphansAgain()
    {
        var id = day.Booked("09:20");
        day.Publish();

        day.Publish(Session("s1", "c2", "09:00", "10:00"));

        Assert.False(day.Diary.Appointments[id].IsOrphaned);
        AssertRefused("slot-taken", day.Book("09:20"));
    }

    [Fact]
    public void Publishing_AnotherTime_KeepsWhoStillHasASlot_AndOrphansTheRest()
    {
        var early = day.Booked("09:00");
        var late = day.Booked("09:50");

        var preview = day.Diary.Preview(Day, [Session("s1", "c1", "09:30", "10:30")], day.Now);
        var receipt = Receipt<DayReceipt>(day.Publish(Session("s1", "c1", "09:30", "10:30")));

        Assert.Equal([early], receipt.Orphaned.AsEnumerable());
        Assert.Equal([early], preview.Orphaned.AsEnumerable());
        Assert.False(day.Diary.Appointments[late].IsOrphaned);
        Assert.Equal(1, day.Diary.Sessions[new("s1")].Sequence);
    }

    [Fact]
    public void Publishing_SessionsThatShareARoom_NamesBoth()
    {
        var refusal = day.Publish(
            Session("s1", "c1", "09:00", "10:00"),
            Session("s2", "c1", "10:05", "11:00")
        ).Refusal!;

        Assert.Equal("room-taken", refusal.Code);
        Assert.Contains("Blood tests 09:00-10:00", refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains("Blood tests 10:05-11:00", refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ab", "a", true)]
    [InlineData("a", "ab", true)]
    [InlineData("a", "b", false)]
    public void Publishing_RoomsThatShareSpace_ClashOnlyIfLinked(
        string one,
        string other,
        bool clash
    ) =>
        Assert.Equal(
            clash,
            day.Publish(
                Session("s1", one, "09:00", "10:00"),
                Session("s2", other, "09:00", "10:00")
            ).Refusal?.Code == "room-taken"
        );

    [Fact]
    public void Publishing_MoreMachinesThanThereAre_IsRefused()
    {
        Session Scan(string id, string room, int count) =>
            Session(id, room, "09:00", "10:00") with
            {
                Equipment = [new(Ultrasound, count)],
            };

        AssertRefused("equipment-short", day.Publish(Scan("s1", "c1", 2), Scan("s2", "c2", 1)));
        Receipt<DayReceipt>(day.Publish(Scan("s1", "c1", 1), Scan("s2", "c2", 1)));
    }

    [Theory]
    [InlineData("c1", "18:00", "19:00", "hub-closed")]
    [InlineData("c2", "08:30", "09:30", "room-closed")]
    [InlineData("c9", "09:00", "10:00", "no-such-room")]
    public void Placing_OutsideHoursOrRooms_IsRefused(
        string room,
        string start,
        string end,
        string code
    ) => AssertRefused(code, Place(Session("s9", room, start, end)));

    [Fact]
    public void Placing_IntoATurnaround_IsRefused_AndAfterItNot()
    {
        AssertRefused("room-taken", Place(Session("s9", "c1", "10:05", "11:00")));
        Receipt<SessionReceipt>(Place(Session("s9", "c1", "10:10", "11:00")));
    }

    [Fact]
    public void Placing_ASessionThatHasStarted_IsRefused()
    {
        day.At(At("09:00"));

        AssertRefused("session-already-started", Place(Session("s1", "c2", "11:00", "12:00")));
        AssertRefused("session-already-started", day.Do(new CancelSession(day.Info(), new("s1"))));
        AssertRefused("session-in-the-past", Place(Session("s9", "c2", "08:30", "12:00")));
    }

    [Fact]
    public void Publishing_LeavesWhatHasStartedAndWhatWasBookedByHand()
    {
        Place(Session("hand", "c2", "14:00", "15:00") with { Clinic = null });
        day.At(At("09:00"));

        var receipt = Receipt<DayReceipt>(day.Publish());

        Assert.Equal(2, receipt.Unchanged);
        Assert.DoesNotContain(day.Diary.Sessions.Values, session => session.IsCancelled);
    }

    [Fact]
    public void Publishing_ADayThatIsOver_IsRefused()
    {
        day.At(At("12:00").AddDays(1));

        AssertRefused("day-is-over", day.Publish());
        Assert.Equal("day-is-over", day.Diary.Preview(Day, [], day.Now).Refused!.Code);
    }

    [Fact]
    public void CancellingASession_OrphansItsAppointments_WhichMayBeMoved()
    {
        var id = day.Booked("09:20");
        day.Publish(Session("s1", "c1", "09:00", "10:00"), Session("s2", "c2", "11:00", "12:00"));

        var receipt = Receipt<SessionReceipt>(day.Do(new CancelSession(day.Info(), new("s1"))));

        Assert.Equal([id], receipt.Orphaned.AsEnumerable());
        AssertRefused(
            "orphaned",
            day.Do(new ChangeAppointmentStatus(day.Info(), id, AppointmentStatus.Arrived))
        );
        Receipt<AppointmentReceipt>(
            day.Do(new RescheduleAppointment(day.Info(), id, new("s2"), new(11, 0)))
        );
        Assert.False(day.Diary.Appointments[id].IsOrphaned);
    }

    [Fact]
    public void ChangingTheRoom_KeepsAppointments_AndObeysTheRules()
    {
        var id = day.Booked("09:20");
        day.Publish(Session("s1", "c1", "09:00", "10:00"), Session("s2", "ab", "09:30", "10:30"));

        AssertRefused("room-taken", day.Do(new ChangeRoom(day.Info(), new("s1"), new("a"))));
        Receipt<SessionReceipt>(day.Do(new ChangeRoom(day.Info(), new("s1"), new("c2"))));
        Assert.False(day.Diary.Appointments[id].IsOrphaned);
        AssertRefused("slot-taken", day.Book("09:20"));
    }

    [Fact]
    public void BlockingARoom_ListsTheSessionsInIt_AndKeepsOthersOut()
    {
        var block = new RoomBlock(
            "b1",
            Tilbury,
            new("c1"),
            Date,
            Window("09:30", "12:00"),
            "flood"
        );

        var receipt = Receipt<RoomReceipt>(day.Do(new BlockRoom(day.Info(), block)));

        Assert.Equal([new SessionId("s1")], receipt.AffectedSessions.AsEnumerable());
        AssertRefused("room-blocked", Place(Session("s9", "c1", "11:00", "12:00")));
        day.Do(new UnblockRoom(day.Info(), "b1"));
        Receipt<SessionReceipt>(Place(Session("s9", "c1", "11:00", "12:00")));
    }

    private Decision<DiaryEntry> Place(Session session) =>
        day.Do(new PlaceSession(day.Info(), Day, session));
}
