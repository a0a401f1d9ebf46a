using System.Net;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Survival.Tests;

/// <summary>What must hold of a product whatever happened to it, checked against what its callers were told.</summary>
public static class Promises
{
    private const int AtOnce = 16;

    /// <summary>Repeats what was never answered until it is, and the repeat once more: one booking, one answer.</summary>
    public static async Task FindOutAboutUnanswered(this HubsClient client, BookingLoad load)
    {
        foreach (var one in load.Unanswered.ToList())
        {
            Assert.True(
                await BookingLoad.Ask(client, one),
                "No answer, though nothing was killed."
            );
            var again = await client.Book(one.Place, one.Resident, one.Key);
            Assert.Equal((one.Answer!.Status, one.Booked?.Id), (again.Status, again.Body?.Id));
        }
    }

    /// <summary>Every one of these answered bookings is there, for the place and the person it was answered for.</summary>
    public static async Task HoldsEvery(this HubsClient client, IEnumerable<Asked> booked)
    {
        foreach (var some in booked.Chunk(AtOnce))
            await Task.WhenAll(some.Select(one => Holds(client, one)));
    }

    private static async Task Holds(HubsClient client, Asked one)
    {
        var found = await client.Find(one.Booked!.Id);
        Assert.True(found is not null, $"{one.Booked.Id} was answered 201 and is gone.");
        Assert.Equal(
            (one.Place.Session, one.Place.Start, one.Resident),
            (found.Appointment.Session, found.Appointment.Window.Start, found.Resident?.Name)
        );
    }

    /// <summary>No slot is over its capacity, and every session has exactly the bookings that were answered: none lost, none twice.</summary>
    public static async Task HasExactly(this HubsClient client, IReadOnlyCollection<Asked> booked)
    {
        Assert.Equal(booked.Count, booked.Select(one => one.Booked!.Id).Distinct().Count());
        var days = booked.GroupBy(one => (one.Place.Hub, one.Place.Date));
        foreach (var some in days.Chunk(AtOnce))
            await Task.WhenAll(some.Select(day => HasExactly(client, day)));
    }

    private static async Task HasExactly(
        HubsClient client,
        IGrouping<(HubId Hub, DateOnly Date), Asked> day
    )
    {
        var board = await client.Board(day.Key.Hub, day.Key.Date);
        Assert.All(
            board.Sessions.SelectMany(session => session.Slots),
            slot => Assert.InRange(slot.Free, 0, slot.Capacity)
        );
        Assert.Equal(
            day.GroupBy(one => one.Place.Session)
                .Select(session => (session.Key.Value, session.Count()))
                .Order(),
            board
                .Sessions.Where(session => session.Booked > 0)
                .Select(session => (session.Id.Value, session.Booked))
                .Order()
        );
    }

    /// <summary>Every diary of the week has the plan's sessions where the plan has them, and no others.</summary>
    public static async Task DiariesShow(this HubsClient client, Plan plan)
    {
        foreach (var hub in await client.Hubs())
        foreach (var date in plan.Week.Days)
        {
            var board = await client.Board(hub.Id, date);
            Assert.Equal(
                plan.Sessions.Where(s => s.Hub == hub.Id && s.Date == date)
                    .Select(s => (s.Id.Value, s.Room, s.Window.Start))
                    .OrderBy(s => s.Value),
                board
                    .Sessions.Where(s => !s.IsCancelled)
                    .Select(s => (s.Id.Value, s.Room, s.Window.Start))
                    .OrderBy(s => s.Value)
            );
        }
    }

    /// <summary>Every clinician's time is claimed for the plan's sessions, confirmed, and for nothing else.</summary>
    public static async Task ClaimsAreThoseOf(this HubsClient client, Plan plan)
    {
        foreach (var clinician in await client.Clinicians())
        {
            var claims = (await client.Days(clinician.Id, plan.Week.Monday, days: 7)).Claims;
            Assert.Equal(
                plan.Sessions.Where(s => s.Clinicians.Contains(clinician.Id))
                    .Select(s => (s.Id.Value, s.Hub, s.Date, s.Window, true))
                    .OrderBy(s => s.Value),
                claims
                    .Select(c => (c.Session.Value, c.Hub, c.Date, c.Window, c.IsConfirmed))
                    .OrderBy(c => c.Value)
            );
        }
    }
}
