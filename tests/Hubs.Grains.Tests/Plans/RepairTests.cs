using Hubs.Contracts;
using Hubs.Model;
using static Hubs.Grains.Tests.Plans.SmallTown;

namespace Hubs.Grains.Tests.Plans;

/// <summary>A published week is repaired on the diaries as they are; the plan taken is a draft like any other.</summary>
public sealed class RepairTests : IAsyncLifetime
{
    private SmallTown _town = null!;

    public async Task InitializeAsync() => _town = await Open();

    public async Task DisposeAsync() => await _town.DisposeAsync();

    private static Disruption Closed(Session session) =>
        new()
        {
            Kind = DisruptionKind.RoomClosed,
            Hub = session.Hub,
            Room = session.Room,
            From = session.Date,
            Reason = "Flood",
        };

    [Fact]
    public async Task Repair_NothingPublished_IsNull()
    {
        var draft = (await _town.Allocated()).Draft!;

        Assert.Null(await _town.Plan.Repair(Closed(draft.Sessions[0])));
    }

    [Fact]
    public async Task RoomClosed_TakenAndPublished_MovesTheSession_AndItsAppointmentStays()
    {
        var session = (await _town.Published()).Published!.Sessions[0];
        var booked = await _town
            .Grains.Diary(Tilbury, session.Date)
            .Book(
                new BookAppointment(
                    _town.Info(),
                    session.Id,
                    session.Window.Start,
                    Gp,
                    new SealedDetails(new ResidentId("r"), "sealed"),
                    []
                )
            );
        Assert.Null(booked.Refusal);

        var offer = (await _town.Plan.Repair(Closed(session)))!;
        var best = offer.Plans.Single(p => p.Goals.Contains(RepairGoal.FewestAppointments));
        Assert.Equal(
            (1, 0, 0),
            (best.SessionsChanged, best.SessionsLost, best.AppointmentsAffected)
        );

        var taken = await _town.Plan.TakeRepair(
            new TakeRepair(
                _town.Info("take"),
                Closed(session),
                RepairGoal.FewestAppointments,
                offer.Version
            )
        );
        Assert.Null(taken.Refusal);
        var draft = await _town.Plan.Get();
        Assert.Equal(0, (await _town.Plan.Preview()).Orphaned);
        Assert.Null((await _town.Plan.Publish(_town.Publishing(draft))).Refusal);
        await _town.When(state => state.Status is PlanStatus.Published);

        var diary = await _town.Grains.Diary(Tilbury, session.Date).Get();
        Assert.NotEqual(session.Room, diary.Sessions[session.Id].Session.Room);
        Assert.False(Assert.Single(diary.Appointments.Values).IsOrphaned);
    }

    [Fact]
    public async Task SessionThatHasBegun_IsNotMoved()
    {
        var session = (await _town.Published()).Published!.Sessions[0];
        _town.Clock.Advance(
            UkCalendar.Instant(session.Date, session.Window.Start.AddMinutes(30))
                - _town.Clock.GetUtcNow()
        );

        var offer = (await _town.Plan.Repair(Closed(session)))!;

        Assert.All(offer.Plans, plan => Assert.Empty(plan.Changes));
        Assert.EndsWith(
            "it has begun or is over",
            Assert.Single(offer.Held),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task TakeRepair_OfAVersionThatIsNoLonger_IsRefused_AndARepeatGetsTheSameAnswer()
    {
        var session = (await _town.Published()).Published!.Sessions[0];
        var offer = (await _town.Plan.Repair(Closed(session)))!;
        var command = new TakeRepair(
            _town.Info("take"),
            Closed(session),
            RepairGoal.BestQuality,
            offer.Version
        );
        var first = await _town.Plan.TakeRepair(command);

        Assert.Equal(first, await _town.Plan.TakeRepair(command));
        Assert.Equal(
            "changed-meanwhile",
            (await _town.Plan.TakeRepair(command with { Info = _town.Info() })).Refusal?.Code
        );
    }
}
