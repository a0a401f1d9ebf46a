using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>One hub's file: the building, and the people, clinics and pathways at home there.</summary>
internal sealed record HubReading(
    Hub Hub,
    ImmutableArray<Clinician> Clinicians,
    ImmutableArray<Clinic> Clinics,
    ImmutableArray<Pathway> Pathways
)
{
    public static HubReading Read(JsonObjectReader file)
    {
        _ = file.OptionalText("$schema");
        _ = file.Text("source");
        var id = file.Id<HubId>("id");
        var clinicians = file.Each("clinicians", r => ClinicReading.Clinician(r, id));
        var clinics = file.Each("clinics", r => ClinicReading.Clinic(r, id));
        var pathways = file.Each("pathways", ClinicReading.Pathway);
        var hub = new Hub
        {
            Id = id,
            Name = file.Text("name"),
            PublicName = file.TextOrNull("publicName"),
            Address = file.Object("address", Address, new Address("", "", "")),
            GettingHere = file.OptionalText("gettingHere"),
            Telephone = file.OptionalText("telephone"),
            Accessibility = file.Texts("accessibility"),
            Hours = file.Windows("hours", required: true),
            Closures = file.Each("closures", Closure),
            Rooms = file.Each("rooms", Room, required: true),
            Equipment = file.Each("equipment", Stock),
            ServiceMix = file.Each("serviceMix", Target),
            Weights = file.Each("weights", SharedReading.Weight),
        };
        return new HubReading(file.Done(hub), clinicians, clinics, pathways);
    }

    private static Address Address(JsonObjectReader r) =>
        r.Done(new Address(r.Text("line1"), r.Text("town"), r.Text("postcode")));

    private static Closure Closure(JsonObjectReader r) =>
        r.Done(new Closure(r.Date("from"), r.Date("to"), r.Text("reason")));

    private static EquipmentStock Stock(JsonObjectReader r) =>
        r.Done(
            new EquipmentStock(r.Id<EquipmentId>("equipment"), r.Text("name"), r.Whole("count"))
        );

    private static ServiceTarget Target(JsonObjectReader r) =>
        r.Done(
            new ServiceTarget(
                r.Id<ServiceId>("service"),
                r.Whole("minimum"),
                r.Whole("target"),
                r.Whole("maximum")
            )
        );

    private static Room Room(JsonObjectReader r) =>
        r.Done(
            new Room
            {
                Id = r.Id<RoomId>("id"),
                Name = r.Text("name"),
                Type = r.Word<RoomType>("type"),
                Area = r.Number("area"),
                Capacity = r.Whole("capacity"),
                Features = r.Texts("features"),
                Position = r.Object("position", Position, new Placed(default)).Position,
                TurnaroundBefore = r.OptionalDuration("turnaroundBefore") ?? TimeSpan.Zero,
                TurnaroundAfter = r.OptionalDuration("turnaroundAfter") ?? TimeSpan.Zero,
                LinkedRooms = r.Ids<RoomId>("linkedRooms"),
                Owner = r.OptionalId<OrganisationId>("owner"),
                OnlyFor = r.Ids<OrganisationId>("onlyFor"),
                Hours = r.Windows("hours"),
            }
        );

    private static Placed Position(JsonObjectReader r) =>
        r.Done(
            new Placed(
                new RoomPosition(r.Number("x"), r.Number("y"), r.OptionalWhole("floor") ?? 0)
            )
        );

    private sealed record Placed(RoomPosition Position);
}
