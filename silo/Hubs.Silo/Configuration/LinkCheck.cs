using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>What belongs together agrees on it: linked rooms both ways, preferred rooms and pathways at the clinic's hub, travel between hubs.</summary>
internal static class LinkCheck
{
    public static IEnumerable<Finding> Run(Network network, NetworkIndex index) =>
        [
            .. network.Hubs.SelectMany(hub => hub.Rooms.SelectMany(room => LinkedRooms(hub, room))),
            .. network.Clinics.SelectMany(clinic => PreferredRooms(clinic, index)),
            .. network.Pathways.SelectMany(pathway => Pathway(pathway, index)),
            .. network.Clinicians.SelectMany(clinician => Travel(clinician, network, index)),
            .. network
                .Travel.Where(t => t.From == t.To && t.From.Value is not null)
                .Select(t => new Finding(
                    t,
                    "to",
                    t.To.Value,
                    $"'{t.To}' is where the journey starts: name another hub"
                )),
        ];

    private static IEnumerable<Finding> LinkedRooms(Hub hub, Room room) =>
        room.LinkedRooms.SelectMany(
            IEnumerable<Finding> (linked, i) =>
            {
                var other = hub.FindRoom(linked);
                var sentence =
                    linked == room.Id ? $"'{linked}' is the room itself: list only others"
                    : other is null
                        ? $"'{linked}' is not a room of {hub.Id}{Suggestion.For(linked.Value, hub.Rooms.Select(r => r.Id.Value).OfType<string>())}"
                    : other.LinkedRooms.Contains(room.Id) ? null
                    : $"'{linked}' does not list '{room.Id}' in turn: rooms that share space must name each other";
                return sentence is null
                    ? []
                    : [new Finding(room, $"linkedRooms[{i}]", linked.Value, sentence)];
            }
        );

    private static IEnumerable<Finding> PreferredRooms(Clinic clinic, NetworkIndex index) =>
        clinic.PreferredRooms.SelectMany(
            IEnumerable<Finding> (id, i) =>
                index.Rooms.TryGetValue(id, out var place) && !clinic.Hubs.Contains(place.Hub.Id)
                    ?
                    [
                        new Finding(
                            clinic,
                            $"preferredRooms[{i}]",
                            id.Value,
                            $"'{id}' is at {place.Hub.Id}, where the clinic is not held ({string.Join(", ", clinic.Hubs)})"
                        ),
                    ]
                    : []
        );

    private static IEnumerable<Finding> Pathway(Pathway pathway, NetworkIndex index)
    {
        var clinics = pathway
            .Clinics.Where(index.Clinics.ContainsKey)
            .Select(id => index.Clinics[id])
            .ToList();
        if (pathway.Clinics.Distinct().Count() < 2)
            yield return new Finding(pathway, "clinics", null, "must name two clinics or more");
        else if (
            clinics.Count == pathway.Clinics.Length
            && !clinics[0].Hubs.Any(hub => clinics.All(c => c.Hubs.Contains(hub)))
        )
            yield return new Finding(
                pathway,
                "clinics",
                null,
                $"have no hub in common ({string.Join("; ", clinics.Select(c => $"{c.Id}: {string.Join(", ", c.Hubs)}"))})"
            );
    }

    private static IEnumerable<Finding> Travel(
        Clinician clinician,
        Network network,
        NetworkIndex index
    ) =>
        from hub in clinician.Hubs
        from other in clinician.Hubs
        where string.CompareOrdinal(hub.Value, other.Value) < 0
        where index.Hubs.ContainsKey(hub) && index.Hubs.ContainsKey(other)
        where
            !network.Travel.Any(t =>
                (t.From == hub && t.To == other) || (t.From == other && t.To == hub)
            )
        select new Finding(
            clinician,
            "alsoAt",
            other.Value,
            $"'{other}' needs a travel time to or from {hub}: add it to travel in network.json"
        );
}
