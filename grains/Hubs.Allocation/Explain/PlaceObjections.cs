using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>
/// What every hard rule says of one session at one place, in sentences to read out, with the sessions it clashes with. Works on words and
/// minutes like <see cref="Verification"/>, so it can also judge places the search would never consider.
/// </summary>
internal sealed class PlaceObjections
{
    private readonly Evidence evidence;
    private readonly Session session;
    private readonly Clinic clinic;
    private readonly Hub hub;
    private readonly Room room;
    private readonly Session[] others;
    private readonly ImmutableArray<PlaceObjection>.Builder found =
        ImmutableArray.CreateBuilder<PlaceObjection>();

    private PlaceObjections(
        Evidence evidence,
        Session session,
        Clinic clinic,
        IEnumerable<Session> others
    )
    {
        this.evidence = evidence;
        this.session = session;
        this.clinic = clinic;
        (hub, room) = evidence.Place(session.Room)!.Value;
        this.others = [.. others.Where(other => other.Id != session.Id)];
    }

    /// <param name="session">In a room the network has; its turnaround is worked out anew.</param>
    /// <param name="others">Every session of the week.</param>
    public static ImmutableArray<PlaceObjection> Of(
        Evidence evidence,
        Session session,
        Clinic clinic,
        DateOnly? on,
        IEnumerable<Session> others
    )
    {
        var objections = new PlaceObjections(evidence, session, clinic, others);
        objections.RoomDoesNotSuit();
        objections.Shut();
        objections.NotAllowed(on);
        objections.PeopleNotThere();
        objections.RoomTaken();
        objections.PeopleBusy();
        objections.TooMuchForOneDay();
        objections.TooLittleRest();
        objections.PathwayBusy();
        objections.EquipmentInUse();
        objections.MixFull();
        return objections.found.ToImmutable();
    }

    /// <summary>Of these, rules that no other session can help.</summary>
    public static bool IsOfThePlace(PlaceObjection objection) =>
        objection.Rule == Verification.FixedId
        || RuleBook.Static.Contains(objection.Rule)
        || objection.Sessions.IsEmpty;

    private IEnumerable<Session> SameDay => others.Where(other => other.Date == session.Date);

    private string Day => session.Date.ToString("dddd", CultureInfo.InvariantCulture);

    private void Add(string rule, string sentence, params IEnumerable<Session> with) =>
        found.Add(new PlaceObjection(rule, sentence, [.. with.Select(other => other.Id)]));

    private string Name(Session other) => evidence.NameOf(other);

    private void RoomDoesNotSuit()
    {
        var service = evidence.Services[clinic.Service];
        var seatsAreSoft = Weights.Of(evidence.Problem, Seats.Id) > 0;
        if (RoomSuits.Objection(service, clinic, room, seatsAreSoft) is { } objection)
            Add(RoomSuits.Id, objection);
        if (!clinic.Hubs.IsEmpty && !clinic.Hubs.Contains(hub.Id))
            Add(RoomSuits.Id, $"{clinic.Name} is not for {hub.Name}");
    }

    private void Shut()
    {
        var open = hub.OpenOn(session.Date);
        var hours = room.Hours.Where(h => h.Day == session.Date.DayOfWeek).Select(h => h.Window);
        if (hub.Closures.FirstOrDefault(c => c.Covers(session.Date)) is { } closure)
            Add(RoomOpen.Id, $"{hub.Name} is shut that day: {closure.Reason}");
        else if (!RoomOpen.IsInside(session.Window, open))
            Add(RoomOpen.Id, $"{hub.Name} is {OpenWords(open)} on {Day}");
        else if (!room.Hours.IsEmpty && !RoomOpen.IsInside(session.Window, hours))
            Add(RoomOpen.Id, $"{room.Name} is {OpenWords([.. hours])} on {Day}");
        var occupied = evidence.Occupied(session);
        foreach (var block in evidence.Problem.Blocks)
            if (
                room.SharesSpaceWith(block.Room)
                && block.Date == session.Date
                && block.Window.Overlaps(occupied)
            )
                Add(RoomOpen.Id, $"{room.Name} is blocked {block.Window}: {block.Reason}");
    }

    private static string OpenWords(ImmutableArray<TimeWindow> windows) =>
        windows.IsEmpty ? "shut" : $"open {string.Join(" and ", windows.Order(ByStart))}";

    private static readonly Comparer<TimeWindow> ByStart = Comparer<TimeWindow>.Create(
        (a, b) => a.Start.CompareTo(b.Start)
    );

    private void NotAllowed(DateOnly? on)
    {
        if (on is { } date && date != session.Date)
            Add(
                AllowedTimes.Id,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"This session of {clinic.Name} is for {date:dddd d MMMM}"
                )
            );
        if (AllowedTimes.Allows(evidence.Network, clinic, session.Date, session.Window))
            return;
        var windows = AllowedTimes
            .Windows(evidence.Network, clinic, session.Date)
            .Order(ByStart)
            .ToArray();
        Add(
            AllowedTimes.Id,
            windows.Length == 0 ? $"{clinic.Name} may not be on {Day}"
                : RoomOpen.IsInside(session.Window, windows)
                    ? $"{clinic.Name} starts every {clinic.StartEvery.TotalMinutes:0} minutes, not at {session.Window.Start:HH\\:mm}"
                : $"{clinic.Name} may be on {Day} {string.Join(" and ", windows)}, which {session.Window} is not within"
        );
    }

    private void PeopleNotThere()
    {
        foreach (var id in session.Clinicians)
        {
            if (!evidence.People.TryGetValue(id, out var person))
                Add(ClinicianAvailable.Id, $"{id} does not work here any more");
            else if (!person.Competences.Contains(clinic.Service))
                Add(
                    ClinicianAvailable.Id,
                    $"{person.Name} does not run {evidence.Services[clinic.Service].Name}"
                );
            else if (person.HomeHub != hub.Id && !person.Hubs.Contains(hub.Id))
                Add(ClinicianAvailable.Id, $"{person.Name} does not work at {hub.Name}");
            else if (person.IsOnLeave(session.Date, session.Window))
                Add(ClinicianAvailable.Id, $"{person.Name} is on leave then");
            else if (!ClinicianAvailable.IsThere(person, session.Date, session.Window))
                Add(
                    ClinicianAvailable.Id,
                    $"{person.Name} is {There([.. person.Availability.Where(a => a.Day == session.Date.DayOfWeek).Select(a => a.Window)])} on {Day}"
                );
        }
        if (!SessionChecks.Staffs(evidence.Network, clinic, session.Clinicians))
            Add(
                ClinicianAvailable.Id,
                clinic.Clinicians.Length == session.Clinicians.Length
                    ? $"{clinic.Name} is run by other people"
                    : $"{clinic.Name} is run by {clinic.Clinicians.Length}, not by {session.Clinicians.Length}"
            );
    }

    private static string There(ImmutableArray<TimeWindow> windows) =>
        windows.IsEmpty ? "not there" : $"there {string.Join(" and ", windows.Order(ByStart))}";

    private void RoomTaken()
    {
        var occupied = evidence.Occupied(session);
        foreach (var other in SameDay)
            if (
                (other.Room == session.Room || room.SharesSpaceWith(other.Room))
                && evidence.Occupied(other).Overlaps(occupied)
            )
                Add(
                    RoomClash.Id,
                    other.Room == session.Room
                        ? $"{Name(other)} has {room.Name} {WithTurnaround(other)}"
                        : $"{Name(other)} has {evidence.RoomName(other.Room)}, which shares its space with {room.Name}, {WithTurnaround(other)}",
                    other
                );
    }

    private string WithTurnaround(Session other) =>
        evidence.Occupied(other) is var whole && whole == other.Window
            ? $"{other.Window}"
            : $"{other.Window}, with turnaround {whole}";

    private void PeopleBusy()
    {
        foreach (var other in SameDay)
        foreach (var person in other.Clinicians.Intersect(session.Clinicians))
        {
            var travel = Travel.Between(evidence.Network, session.Hub, other.Hub);
            if (session.Window.Widen(travel, travel).Overlaps(other.Window))
                Add(
                    ClinicianClash.Id,
                    other.Hub == session.Hub
                        ? $"{evidence.PersonName(person)} is with {Name(other)} {other.Window}"
                        : $"{evidence.PersonName(person)} is at {evidence.HubName(other.Hub)} with {Name(other)} {other.Window}, and the way takes {travel.TotalMinutes:0} minutes",
                    other
                );
        }
    }

    private void TooMuchForOneDay()
    {
        foreach (var id in session.Clinicians)
            if (evidence.People.TryGetValue(id, out var person))
            {
                var theirs = SameDay.Where(other => other.Clinicians.Contains(id)).ToArray();
                var total = session.Window.Length + Sum(theirs);
                if (total > person.DailyMaximum)
                    Add(
                        DailyMaximum.Id,
                        $"{person.Name} would have {Length(total)} of sessions on {Day}, {Length(person.DailyMaximum)} at most",
                        theirs
                    );
            }
        if (clinic.MaximumPerDay is { } most)
        {
            var own = SameDay.Where(other => other.Clinic == clinic.Id).ToArray();
            if (own.Length + 1 > most)
                Add(
                    SessionsPerDay.Id,
                    $"{clinic.Name} already has {own.Length} on {Day}, {most} at most",
                    own
                );
        }
    }

    private void TooLittleRest()
    {
        foreach (var id in session.Clinicians)
        foreach (var other in others.Where(other => other.Clinicians.Contains(id)))
            if (RestBetween(session, other) is { } rest && rest < evidence.Network.Rest)
                Add(
                    MinimumRest.Id,
                    $"{evidence.PersonName(id)} has {Name(other)} on {Evidence.When(other)}, which leaves {Length(rest)} of rest, {Length(evidence.Network.Rest)} at least",
                    other
                );
    }

    /// <summary>From the end of the earlier to the start of the later of two sessions on days that follow each other; else null.</summary>
    private static TimeSpan? RestBetween(Session one, Session other) =>
        (other.Date.DayNumber - one.Date.DayNumber) switch
        {
            1 => TimeSpan.FromDays(1)
                - one.Window.End.ToTimeSpan()
                + other.Window.Start.ToTimeSpan(),
            -1 => TimeSpan.FromDays(1)
                - other.Window.End.ToTimeSpan()
                + one.Window.Start.ToTimeSpan(),
            _ => null,
        };

    private static TimeSpan Sum(IEnumerable<Session> sessions) =>
        sessions.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Window.Length);

    private static string Length(TimeSpan time) =>
        time.Minutes == 0
            ? $"{(int)time.TotalHours} h"
            : $"{(int)time.TotalHours} h {time.Minutes} min";

    private void PathwayBusy()
    {
        foreach (var pathway in evidence.Network.Pathways)
            if (pathway.Clinics.Contains(clinic.Id))
                foreach (var other in SameDay)
                    if (
                        other.Clinic is { } id
                        && id != clinic.Id
                        && pathway.Clinics.Contains(id)
                        && other.Window.Overlaps(session.Window)
                    )
                        Add(
                            PathwayClash.Id,
                            $"{Name(other)} of the same pathway ({pathway.Name}) is on {other.Window}",
                            other
                        );
    }

    private void EquipmentInUse()
    {
        foreach (var need in Needs.Equipment(evidence.Services[clinic.Service], clinic))
        {
            var stock = hub
                .Equipment.Where(item => item.Equipment == need.Equipment)
                .Sum(item => item.Count);
            var users = SameDay
                .Where(other =>
                    other.Hub == hub.Id
                    && other.Window.Overlaps(session.Window)
                    && other.Equipment.Any(n => n.Equipment == need.Equipment)
                )
                .ToArray();
            var most = users
                .Select(user => user.Window.Start)
                .Append(session.Window.Start)
                .Where(session.Window.Contains)
                .Max(at =>
                    users
                        .Where(user => user.Window.Contains(at))
                        .Sum(user =>
                            user.Equipment.Where(n => n.Equipment == need.Equipment)
                                .Sum(n => n.Count)
                        )
                );
            if (most + need.Count > stock)
                Add(
                    EquipmentStock.Id,
                    $"{hub.Name} has {stock} {need.Equipment}, and {most + need.Count} would be needed",
                    users
                );
        }
    }

    private void MixFull()
    {
        if (hub.ServiceMix.FirstOrDefault(t => t.Service == clinic.Service) is not { } target)
            return;
        var there = others
            .Where(other => other.Hub == hub.Id && other.Service == clinic.Service)
            .ToArray();
        if (there.Length + 1 > target.Maximum)
            Add(
                ServiceMixMaximum.Id,
                $"{hub.Name} already has {there.Length} sessions of {evidence.Services[clinic.Service].Name} this week, {target.Maximum} at most",
                there
            );
    }
}
