using System.Collections.Immutable;
using Hubs.Model;
using Subject = Hubs.Allocation.EquipmentStock;

namespace Hubs.Allocation.Tests.Constraints;

public class EquipmentStockTests
{
    private static readonly ImmutableArray<EquipmentNeed> OneScanner =
    [
        new(new EquipmentId("scanner"), 1),
    ];

    private static Desk OneScannerTwoClinics() =>
        new Town()
            .Hub(
                "h",
                hub =>
                    hub with
                    {
                        Equipment =
                        [
                            new Hubs.Model.EquipmentStock(new EquipmentId("scanner"), "Scanner", 1),
                        ],
                    }
            )
            .Room("r1")
            .Room("r2")
            .Clinic("x", with: clinic => clinic with { Equipment = OneScanner })
            .Clinic("y", with: clinic => clinic with { Equipment = OneScanner })
            .Clinic("z")
            .Open()
            .Place("x.1", "r1", 0, 9);

    [Fact]
    public void MoreThanTheStock_Breaks() =>
        Assert.True(OneScannerTwoClinics().Breaks<Subject>("y.1", "r2", 0, 9));

    [Fact]
    public void AfterTheOtherIsDone_IsFine() =>
        Assert.False(OneScannerTwoClinics().Breaks<Subject>("y.1", "r2", 0, 10));

    [Fact]
    public void ClinicWithoutNeed_IsFine() =>
        Assert.False(OneScannerTwoClinics().Breaks<Subject>("z.1", "r2", 0, 9));

    [Fact]
    public void UserAboutToMove_DoesNotCount() =>
        Assert.False(OneScannerTwoClinics().BreaksBut<Subject>("x.1", "y.1", "r2", 0, 9));

    [Fact]
    public void HubWithoutTheKit_NeverHasEnough()
    {
        var desk = new Town()
            .Hub("h")
            .Room("r1")
            .Clinic("x", with: clinic => clinic with { Equipment = OneScanner })
            .Open();

        Assert.True(desk.Breaks<Subject>("x.1", "r1", 0, 9));
    }
}
