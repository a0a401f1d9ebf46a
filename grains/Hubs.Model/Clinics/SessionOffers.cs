using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// Finds places for a session booked by hand. Pure: it is told the diaries to look in (the day asked for, and others that may serve instead) and
/// the clinicians' days. The same rules decide here and when the session is placed.
/// </summary>
public sealed class SessionOffers
{
    private static readonly TimeSpan StartEvery = TimeSpan.FromMinutes(15);
    private const int NearestCount = 3;

    private readonly SessionWish _wish;
    private readonly ImmutableArray<HubDiary> _diaries;
    private readonly ImmutableArray<ClinicianCalendar> _people;
    private readonly DateTimeOffset _now;

    private SessionOffers(
        SessionWish wish,
        ImmutableArray<HubDiary> diaries,
        ImmutableArray<ClinicianCalendar> people,
        DateTimeOffset now
    ) => (_wish, _diaries, _people, _now) = (wish, diaries, people, now);

    /// <param name="diaries">At least those of the wished hubs on the wished date; more allow a nearest fit elsewhere or on another day.</param>
    /// <param name="clinicians">The wished clinicians' days; those of <see cref="SessionWish.Clinicians"/> not in it are refused as unknown.</param>
    /// <param name="network">How far all hubs are apart, and what they are called: a clinician's other sessions may be at any of them.</param>
    public static SessionOfferList For(
        SessionWish wish,
        ImmutableArray<HubDiary> diaries,
        ImmutableDictionary<ClinicianId, ClinicianDays> clinicians,
        Network network,
        DateTimeOffset now,
        int limit = 10
    )
    {
        var names = network.Hubs.ToImmutableDictionary(hub => hub.Id, hub => hub.Name);
        ImmutableArray<ClinicianCalendar> people =
        [
            .. wish.Clinicians.Select(id =>
                ClinicianCalendar.Of(
                    id,
                    clinicians.GetValueOrDefault(id) ?? new ClinicianDays(null, []),
                    network.Travel,
                    names
                )
            ),
        ];
        return new SessionOffers(wish, diaries, people, now).Find(limit);
    }

    private SessionOfferList Find(int limit)
    {
        var asked = _diaries
            .Where(d => d.Day.Date == _wish.Date && (_wish.Hub is null || d.Day.Hub == _wish.Hub))
            .ToList();
        ImmutableArray<SessionOffer> offers =
        [
            .. asked
                .SelectMany(diary =>
                    Starts(diary, _wish.Within)
                        .Select(start => Best(diary, start, _wish.Room).Offer)
                        .OfType<SessionOffer>()
                )
                .OrderBy(offer => offer.Session.Window.Start)
                .ThenBy(Waste)
                .Take(limit),
        ];
        return offers.IsEmpty
            ? new([], WhyNot(asked), [.. Nearest().Take(NearestCount)])
            : new(offers, null, []);
    }

    /// <summary>The first rule that refuses exactly what was asked for.</summary>
    private Refusal WhyNot(List<HubDiary> asked)
    {
        if (asked.Count == 0)
            return new("hub-closed", $"No hub can be looked at on {Refusals.Day(_wish.Date)}.");
        if (_wish.Within.Length < _wish.Length)
            return new(
                "window-too-short",
                $"A session of {_wish.Length.TotalMinutes:0} minutes does not fit into {_wish.Within}."
            );
        if (
            Starts(asked[0], _wish.Within).FirstOrDefault(TimeOnly.MaxValue) is var start
            && start == TimeOnly.MaxValue
        )
            return new(
                "session-in-the-past",
                $"{_wish.Within} on {Refusals.Day(_wish.Date)} is over, or too short by now."
            );
        return asked
            .Select(diary => Best(diary, start, _wish.Room).Refusal)
            .OfType<Refusal>()
            .First();
    }

    /// <summary>What fits instead, the least change first: another room or time that day, another hub, another day.</summary>
    private IEnumerable<SessionOffer> Nearest() =>
        _diaries
            .SelectMany(diary =>
                diary.Day.Open.SelectMany(open =>
                    Starts(diary, open)
                        .Select(start => Best(diary, start, null).Offer)
                        .OfType<SessionOffer>()
                )
            )
            .OrderBy(offer => Math.Abs(offer.Session.Date.DayNumber - _wish.Date.DayNumber))
            .ThenBy(offer => _wish.Hub is { } hub && offer.Session.Hub != hub)
            .ThenBy(offer =>
                (
                    offer.Session.Window.Start.ToTimeSpan() - _wish.Within.Start.ToTimeSpan()
                ).Duration()
            )
            .ThenBy(Waste);

    /// <summary>The tightest suitable room that is free then, or the rule in the way: the people first, for without them no room helps.</summary>
    private (SessionOffer? Offer, Refusal? Refusal) Best(
        HubDiary diary,
        TimeOnly start,
        RoomId? onlyRoom
    )
    {
        var day = diary.Day;
        var window = TimeWindow.Of(start, _wish.Length);
        var claim = new DayClaim(_wish.Id, day.Hub, day.Date, window, false, _now);
        foreach (var person in _people)
        {
            if (person.WhyNot(claim) is { } refusal)
                return (null, refusal);
            if (!person.Clinician!.Competences.Contains(_wish.Service.Id))
                return (null, ClaimRefusals.NotCompetent(person.Clinician, _wish.Service));
        }
        Refusal? first = null;
        var others = diary.Diary.ActiveSessions().Where(s => s.Id != _wish.Id).ToList();
        foreach (var room in Suitable(day, onlyRoom))
        {
            var session = SessionIn(room, day, window);
            var refusal = SessionRules.Check(session, day, diary.Diary.Blocks, others);
            if (refusal is null)
                return (
                    new SessionOffer(session, day, room.Name, room.Position.WalkFromEntrance),
                    null
                );
            first ??= refusal;
        }
        return (
            null,
            first
                ?? new(
                    "no-suitable-room",
                    $"{day.HubName} has no room that suits {_wish.Service.Name}."
                )
        );
    }

    private IEnumerable<Room> Suitable(HubDay day, RoomId? only)
    {
        var need = _wish.Service.Room;
        return day
            .Rooms.Where(room =>
                (only is null || room.Id == only)
                && (need.Types.IsEmpty || need.Types.Contains(room.Type))
                && need.Features.All(room.Features.Contains)
                && room.Capacity >= need.Capacity
                && (room.OnlyFor.IsEmpty || room.OnlyFor.Contains(_wish.Organisation))
            )
            .OrderBy(room => room.Capacity)
            .ThenBy(room => room.Features.Length)
            .ThenBy(room => room.Position.WalkFromEntrance);
    }

    private IEnumerable<TimeOnly> Starts(HubDiary diary, TimeWindow within)
    {
        for (
            var start = within.Start.ToTimeSpan();
            start + _wish.Length <= within.End.ToTimeSpan();
            start += StartEvery
        )
            if (UkCalendar.Instant(diary.Day.Date, TimeOnly.FromTimeSpan(start)) >= _now)
                yield return TimeOnly.FromTimeSpan(start);
    }

    /// <summary>Places in the room nobody will use.</summary>
    private int Waste(SessionOffer offer) =>
        offer.Day.Rooms.First(room => room.Id == offer.Session.Room).Capacity
        - _wish.Service.Room.Capacity;

    private Session SessionIn(Room room, HubDay day, TimeWindow window)
    {
        var service = _wish.Service;
        return SessionRules.WithRoomTurnaround(
            new Session
            {
                Id = _wish.Id,
                Service = service.Id,
                ServiceName = service.Name,
                PublicName = service.PublicName,
                Organisation = _wish.Organisation,
                Hub = day.Hub,
                Room = room.Id,
                Date = day.Date,
                Window = window,
                Clinicians = _wish.Clinicians,
                ClinicianNames = [.. _people.Select(person => person.Clinician!.Name)],
                Equipment = service.Equipment,
                TurnaroundBefore = service.TurnaroundBefore,
                TurnaroundAfter = service.TurnaroundAfter,
                SlotLength = service.SlotLength,
                SlotCapacity = service.SlotCapacity,
                BreakAfter = service.BreakAfter,
                BreakLength = service.BreakLength,
                IsPublic = service.IsPublic,
            },
            day
        );
    }
}
