namespace Hubs.Allocation;

/// <summary>A hub gets one more of what the session needs.</summary>
internal static class KitGivesWay
{
    public static IEnumerable<Concession> For(PossibleRelaxations what) =>
        from hub in what.Hubs
        from need in Needs.Equipment(what.Service, what.Clinic)
        let stock = hub.Equipment.FirstOrDefault(item => item.Equipment == need.Equipment)
        select new Concession(
            EquipmentStock.Id,
            $"One more {stock?.Name ?? need.Equipment.Value} at {hub.Name}",
            6,
            week =>
                week.With(
                    hub.Id,
                    h =>
                        h with
                        {
                            Equipment = h.Equipment.Add(
                                new Hubs.Model.EquipmentStock(need.Equipment, "", 1)
                            ),
                        }
                )
        );
}
