using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>network.json: what all hubs share.</summary>
internal static class SharedReading
{
    public static Network Read(JsonObjectReader file)
    {
        _ = file.OptionalText("$schema");
        _ = file.Text("source");
        return file.Done(
            new Network
            {
                Features = file.Texts("features"),
                Organisations = file.Each("organisations", Organisation, required: true),
                Travel = file.Each("travel", Travel),
                Services = file.Each("services", Service, required: true),
                Weights = file.Each("weights", Weight),
                MinimumRest = file.OptionalDuration("minimumRest"),
            }
        );
    }

    public static RuleWeight Weight(JsonObjectReader r) =>
        r.Done(new RuleWeight(r.Text("rule"), r.Number("weight", required: true)));

    private static Organisation Organisation(JsonObjectReader r) =>
        r.Done(new Organisation(r.Id<OrganisationId>("id"), r.Text("name"), r.Text("publicName")));

    private static TravelTime Travel(JsonObjectReader r) =>
        r.Done(new TravelTime(r.Id<HubId>("from"), r.Id<HubId>("to"), r.Duration("time")));

    private static Service Service(JsonObjectReader r)
    {
        var ways = r.OptionalWords<WayIn>("waysIn");
        var service = new Service
        {
            Id = r.Id<ServiceId>("id"),
            Name = r.Text("name"),
            PublicName = r.Text("publicName"),
            Category = r.Word<ServiceCategory>("category"),
            Description = r.Text("description"),
            SlotLength = r.Duration("slotLength"),
            SlotCapacity = r.OptionalWhole("slotCapacity") ?? 1,
            TurnaroundBefore = r.OptionalDuration("turnaroundBefore") ?? TimeSpan.Zero,
            TurnaroundAfter = r.OptionalDuration("turnaroundAfter") ?? TimeSpan.Zero,
            BreakAfter = r.OptionalDuration("breakAfter") ?? TimeSpan.Zero,
            BreakLength = r.OptionalDuration("breakLength") ?? TimeSpan.Zero,
            SessionLength = r.Duration("sessionLength"),
            Room = r.Object("room", Needs.Room, new RoomNeed()),
            Equipment = r.Each("equipment", Needs.Equipment),
            IsPublic = r.YesNo("isPublic", otherwise: true),
        };
        return r.Done(ways.IsEmpty ? service : service with { WaysIn = ways });
    }
}

/// <summary>What services and clinics ask of a room.</summary>
internal static class Needs
{
    public static RoomNeed Room(JsonObjectReader r) =>
        r.Done(
            new RoomNeed
            {
                Types = r.OptionalWords<RoomType>("types"),
                Features = r.Texts("features"),
                Capacity = r.OptionalWhole("capacity") ?? 1,
            }
        );

    public static EquipmentNeed Equipment(JsonObjectReader r) =>
        r.Done(new EquipmentNeed(r.Id<EquipmentId>("equipment"), r.OptionalWhole("count") ?? 1));
}
