using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Rooms turn round faster, take what they were not meant for, or are at another hub; a block is lifted.</summary>
internal static class RoomsGiveWay
{
    public static IEnumerable<Concession> For(PossibleRelaxations what) =>
        [
            .. TurnaroundOfRooms(what),
            .. TurnaroundOfService(what),
            .. OtherRooms(what),
            .. Blocks(what),
            .. OtherHubs(what),
        ];

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>Shorter ones than the longest there is, as little shorter as may be first.</summary>
    private static IEnumerable<(TimeSpan Cap, double Effort)> Shortened(TimeSpan longest)
    {
        for (var cap = longest - Step; cap >= TimeSpan.Zero; cap -= Step)
            yield return (cap, 2 * ((longest - cap) / Step));
    }

    private static IEnumerable<Concession> TurnaroundOfRooms(PossibleRelaxations what) =>
        from hub in what.Hubs
        from same in hub.Rooms.GroupBy(room => room.Type)
        where same.Any(room => Needs.TypeSuits(what.Service, what.Clinic, room))
        let longest = same.Max(room => Needs.Longer(room.TurnaroundBefore, room.TurnaroundAfter))
        from shorter in Shortened(longest)
        select new Concession(
            RoomClash.Id,
            $"Turnaround {longest.TotalMinutes:0} to {shorter.Cap.TotalMinutes:0} minutes in {RoomWords.Plural(same.Key)} at {hub.Name}",
            shorter.Effort,
            week =>
                WithTurnarounds(
                    week.With(
                        hub.Id,
                        h =>
                            h with
                            {
                                Rooms = h.Rooms.Change(
                                    room => room.Type == same.Key,
                                    room =>
                                        room with
                                        {
                                            TurnaroundBefore = Shorter(
                                                room.TurnaroundBefore,
                                                shorter.Cap
                                            ),
                                            TurnaroundAfter = Shorter(
                                                room.TurnaroundAfter,
                                                shorter.Cap
                                            ),
                                        }
                                ),
                            }
                    )
                )
        );

    private static IEnumerable<Concession> TurnaroundOfService(PossibleRelaxations what)
    {
        var service = what.Service;
        var longest = Needs.Longer(service.TurnaroundBefore, service.TurnaroundAfter);
        return Shortened(longest)
            .Select(shorter => new Concession(
                RoomClash.Id,
                $"Turnaround {longest.TotalMinutes:0} to {shorter.Cap.TotalMinutes:0} minutes for {service.Name}",
                shorter.Effort,
                week =>
                    WithTurnarounds(
                        week.With(network =>
                            network with
                            {
                                Services = network.Services.Change(
                                    s => s.Id == service.Id,
                                    s =>
                                        s with
                                        {
                                            TurnaroundBefore = Shorter(
                                                s.TurnaroundBefore,
                                                shorter.Cap
                                            ),
                                            TurnaroundAfter = Shorter(
                                                s.TurnaroundAfter,
                                                shorter.Cap
                                            ),
                                        }
                                ),
                            }
                        )
                    )
            ));
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>The sessions that stand get the shorter turnaround too: it is the room that turns round faster, whoever was in it.</summary>
    private static WeekProblem WithTurnarounds(WeekProblem week)
    {
        var rooms = week.Network.Hubs.SelectMany(hub => hub.Rooms).ToDictionary(room => room.Id);
        var services = week.Network.Services.ToDictionary(s => s.Id);
        return week with
        {
            Fixed = week.Fixed.Change(
                session => rooms.ContainsKey(session.Room) && services.ContainsKey(session.Service),
                session =>
                    session with
                    {
                        TurnaroundBefore = Shorter(
                            session.TurnaroundBefore,
                            Needs.Longer(
                                rooms[session.Room].TurnaroundBefore,
                                services[session.Service].TurnaroundBefore
                            )
                        ),
                        TurnaroundAfter = Shorter(
                            session.TurnaroundAfter,
                            Needs.Longer(
                                rooms[session.Room].TurnaroundAfter,
                                services[session.Service].TurnaroundAfter
                            )
                        ),
                    }
            ),
        };
    }

    private static IEnumerable<Concession> OtherRooms(PossibleRelaxations what)
    {
        var seatsAreSoft = Weights.Of(what.Problem, Seats.Id) > 0;
        foreach (var hub in what.Hubs)
        foreach (var room in hub.Rooms)
        {
            if (Objection(room) is not { } objection)
                continue;
            var (changed, effort) = Suited(what, room);
            if (Objection(changed) is null)
                yield return new Concession(
                    RoomSuits.Id,
                    $"Let it be in {room.Name} all the same, though {objection}",
                    effort,
                    week =>
                        week.With(
                            hub.Id,
                            h =>
                                h with
                                {
                                    Rooms = h.Rooms.Change(r => r.Id == room.Id, _ => changed),
                                }
                        )
                );
        }

        string? Objection(Room room) =>
            RoomSuits.Objection(what.Service, what.Clinic, room, seatsAreSoft);
    }

    /// <summary>The room with what it lacks most, and what it takes to overlook that.</summary>
    private static (Room Room, double Effort) Suited(PossibleRelaxations what, Room room)
    {
        var (service, clinic) = (what.Service, what.Clinic);
        if (!Needs.TypeSuits(service, clinic, room))
            return (room with { Type = TypeNeeded(service, clinic, room.Type) }, 5);
        var missing = Needs.MissingFeatures(service, clinic, room).ToArray();
        if (missing.Length > 0)
            return (room with { Features = [.. room.Features, .. missing] }, 6);
        return !Needs.MayUse(clinic, room)
            ? (room with { OnlyFor = room.OnlyFor.Add(clinic.Organisation) }, 3)
            : (room with { Capacity = Needs.Seats(service, clinic) }, 7);
    }

    private static RoomType TypeNeeded(Service service, Clinic clinic, RoomType otherwise) =>
        Enum.GetValues<RoomType>()
            .Where(type =>
                (service.Room.Types.IsEmpty || service.Room.Types.Contains(type))
                && (clinic.Room.Types.IsEmpty || clinic.Room.Types.Contains(type))
            )
            .Append(otherwise)
            .First();

    private static IEnumerable<Concession> Blocks(PossibleRelaxations what) =>
        what.Problem.Blocks.Select(block => new Concession(
            RoomOpen.Id,
            $"Lift the block on {what.Network.FindHub(block.Hub)?.FindRoom(block.Room)?.Name ?? block.Room.Value} on {PossibleRelaxations.Day(block.Date)} {block.Window} ({block.Reason})",
            4,
            week => week with { Blocks = week.Blocks.Remove(block) }
        ));

    private static IEnumerable<Concession> OtherHubs(PossibleRelaxations what) =>
        what
            .Network.Hubs.Where(hub =>
                !what.Clinic.Hubs.IsEmpty && !what.Clinic.Hubs.Contains(hub.Id)
            )
            .Select(hub => new Concession(
                RoomSuits.Id,
                $"Let it be at {hub.Name}",
                5,
                week => week.With(what.Clinic.Id, c => c with { Hubs = c.Hubs.Add(hub.Id) })
            ));
}
