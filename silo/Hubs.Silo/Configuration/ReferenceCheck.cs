using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Whatever is named exists.</summary>
internal static class ReferenceCheck
{
    public static IEnumerable<Finding> Run(Network network, NetworkIndex index) =>
        [
            .. network.Travel.SelectMany(t => OfTravel(t, index)),
            .. network.Services.SelectMany(s => OfService(s, index)),
            .. network.Hubs.SelectMany(h => OfHub(h, index)),
            .. network.Clinicians.SelectMany(c => OfClinician(c, index)),
            .. network.Clinics.SelectMany(c => OfClinic(c, index)),
            .. network.Pathways.SelectMany(p =>
                Each(p, "clinics", p.Clinics, index.Clinics.Keys, "clinic")
            ),
        ];

    private static IEnumerable<Finding> OfTravel(TravelTime travel, NetworkIndex index) =>
        [
            .. One(travel, "from", travel.From, index.Hubs.Keys, "hub"),
            .. One(travel, "to", travel.To, index.Hubs.Keys, "hub"),
        ];

    private static IEnumerable<Finding> OfService(Service service, NetworkIndex index) =>
        [
            .. Words(service, "room.features", service.Room.Features, index),
            .. service.Equipment.SelectMany(
                (need, i) =>
                    One(
                        service,
                        $"equipment[{i}].equipment",
                        need.Equipment,
                        index.Equipment,
                        "kind of equipment any hub has"
                    )
            ),
        ];

    private static IEnumerable<Finding> OfHub(Hub hub, NetworkIndex index) =>
        [
            .. hub.ServiceMix.SelectMany(target =>
                One(target, "service", target.Service, index.Services.Keys, "service")
            ),
            .. hub.Rooms.SelectMany(room => OfRoom(room, index)),
        ];

    private static IEnumerable<Finding> OfRoom(Room room, NetworkIndex index) =>
        [
            .. Words(room, "features", room.Features, index),
            .. room.Owner is { } owner
                ? One(room, "owner", owner, index.Organisations.Keys, "organisation")
                : [],
            .. Each(room, "onlyFor", room.OnlyFor, index.Organisations.Keys, "organisation"),
        ];

    private static IEnumerable<Finding> OfClinician(Clinician clinician, NetworkIndex index) =>
        [
            .. One(
                clinician,
                "organisation",
                clinician.Organisation,
                index.Organisations.Keys,
                "organisation"
            ),
            .. Each(
                clinician,
                "competences",
                clinician.Competences,
                index.Services.Keys,
                "service"
            ),
            .. One(clinician, "homeHub", clinician.HomeHub, index.Hubs.Keys, "hub"),
            .. clinician
                .Hubs.Where(hub => hub != clinician.HomeHub)
                .SelectMany(
                    (hub, i) => One(clinician, $"alsoAt[{i}]", hub, index.Hubs.Keys, "hub")
                ),
        ];

    private static IEnumerable<Finding> OfClinic(Clinic clinic, NetworkIndex index) =>
        [
            .. One(clinic, "service", clinic.Service, index.Services.Keys, "service"),
            .. One(
                clinic,
                "organisation",
                clinic.Organisation,
                index.Organisations.Keys,
                "organisation"
            ),
            .. Each(clinic, "hubs", clinic.Hubs, index.Hubs.Keys, "hub"),
            .. clinic.Clinicians.SelectMany(
                (need, i) =>
                    Each(
                        clinic,
                        $"clinicians[{i}].anyOf",
                        need.AnyOf,
                        index.Clinicians.Keys,
                        "clinician"
                    )
            ),
            .. Words(clinic, "room.features", clinic.Room.Features, index),
            .. Each(clinic, "preferredRooms", clinic.PreferredRooms, index.Rooms.Keys, "room"),
            .. clinic.Equipment.SelectMany(
                (need, i) =>
                    One(
                        clinic,
                        $"equipment[{i}].equipment",
                        need.Equipment,
                        index.Equipment,
                        "kind of equipment any hub has"
                    )
            ),
        ];

    private static IEnumerable<Finding> Each<TId>(
        object subject,
        string property,
        IEnumerable<TId> ids,
        IReadOnlyCollection<TId> known,
        string noun
    )
        where TId : struct, IId<TId> =>
        ids.SelectMany((id, i) => One(subject, $"{property}[{i}]", id, known, noun));

    private static IEnumerable<Finding> One<TId>(
        object subject,
        string property,
        TId id,
        IReadOnlyCollection<TId> known,
        string noun
    )
        where TId : struct, IId<TId>
    {
        // An id that could not be read was reported then.
        if (id.Value is null || known.Contains(id))
            yield break;
        var hint = Suggestion.For(id.Value, known.Select(k => k.Value).OfType<string>());
        yield return new Finding(
            subject,
            property,
            id.Value,
            $"'{id}' is not {(noun[0] is 'o' ? "an" : "a")} {noun}{hint}"
        );
    }

    private static IEnumerable<Finding> Words(
        object subject,
        string property,
        IEnumerable<string> words,
        NetworkIndex index
    ) =>
        words.SelectMany(
            (word, i) =>
                index.Features.Contains(word)
                    ? Array.Empty<Finding>()
                    :
                    [
                        new Finding(
                            subject,
                            $"{property}[{i}]",
                            word,
                            $"'{word}' is not on the list of features in network.json{Suggestion.For(word, index.Features)}"
                        ),
                    ]
        );
}
