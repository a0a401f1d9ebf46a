using System.Text.Json.Nodes;
using Hubs.Silo.Configuration;

namespace Hubs.Silo.Tests.Configuration;

/// <summary>Two hubs with little in them, as files in a folder of their own, to be broken one place at a time.</summary>
internal sealed class SmallNetwork : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hubs-small-");

    public string Folder => _folder.FullName;

    public JsonNode Network { get; } =
        JsonNode.Parse(
            """
            {
              "source": "test", "features": ["couch", "sink", "divisible"],
              "organisations": [
                { "id": "surgery", "name": "Surgery", "publicName": "Doctors" },
                { "id": "eput", "name": "EPUT", "publicName": "EPUT" }
              ],
              "weights": [{ "rule": "spread", "weight": 7 }],
              "travel": [{ "from": "tilbury", "to": "grays", "time": "PT15M" }],
              "services": [
                {
                  "id": "gp-appointments", "name": "GP", "publicName": "Doctor", "category": "gp", "description": "See a doctor.",
                  "waysIn": ["book"], "slotLength": "PT15M", "sessionLength": "PT3H",
                  "room": { "types": ["consulting", "examination"] }, "isPublic": true
                },
                {
                  "id": "coping-skills", "name": "Skills", "publicName": "Skills", "category": "mental-health", "description": "A group.",
                  "slotLength": "PT1H30M", "slotCapacity": 10, "sessionLength": "PT3H", "room": { "types": ["group"], "capacity": 12 }
                },
                {
                  "id": "scans", "name": "Scans", "publicName": "Scans", "category": "outpatient", "description": "Scans.",
                  "slotLength": "PT20M", "sessionLength": "PT3H", "room": { "types": ["examination"], "features": ["couch"] }
                }
              ]
            }
            """
        )!;

    public JsonNode Tilbury { get; } =
        JsonNode.Parse(
            """
            {
              "source": "test", "id": "tilbury", "name": "Tilbury",
              "address": { "line1": "Civic Square", "town": "Tilbury", "postcode": "RM18 8AA" },
              "hours": ["mon-fri 08:00-20:00", "sat 09:00-17:00"],
              "closures": [{ "from": "2026-12-25", "to": "2026-12-28", "reason": "Christmas" }],
              "rooms": [
                {
                  "id": "til-c1", "name": "C1", "type": "consulting", "capacity": 4, "features": ["couch"],
                  "position": { "x": 1, "y": 2, "floor": 0 }, "turnaroundAfter": "PT5M", "owner": "surgery", "hours": ["mon-fri 08:00-18:30"]
                },
                { "id": "til-c2", "name": "C2", "type": "consulting", "capacity": 4, "position": { "x": 1, "y": 2 } },
                { "id": "til-t1", "name": "T1", "type": "treatment", "capacity": 4, "features": ["sink"], "position": { "x": 1, "y": 2 } },
                { "id": "til-e1", "name": "E1", "type": "examination", "capacity": 4, "position": { "x": 1, "y": 2 } },
                { "id": "til-ha", "name": "A", "type": "group", "capacity": 14, "position": { "x": 1, "y": 2 }, "linkedRooms": ["til-hab"] },
                { "id": "til-hab", "name": "AB", "type": "group", "capacity": 40, "position": { "x": 1, "y": 2 }, "linkedRooms": ["til-ha"] }
              ],
              "equipment": [{ "equipment": "projector", "name": "Projector", "count": 1 }],
              "weights": [{ "rule": "room-fit", "weight": 0 }],
              "serviceMix": [{ "service": "gp-appointments", "minimum": 2, "target": 4, "maximum": 6 }],
              "clinicians": [
                {
                  "id": "okafor", "name": "Dr Okafor", "role": "GP", "organisation": "surgery", "competences": ["gp-appointments"],
                  "alsoAt": ["grays"], "availability": ["mon-fri 08:00-18:00"],
                  "leave": [{ "from": "2026-12-01", "to": "2026-12-02", "window": "13:00-18:00", "reason": "Training" }]
                },
                {
                  "id": "doyle", "name": "Doyle", "role": "Therapist", "organisation": "eput", "competences": ["coping-skills"],
                  "availability": ["mon-fri 08:00-18:00"]
                }
              ],
              "clinics": [
                {
                  "id": "til-gp", "name": "GP", "service": "gp-appointments", "organisation": "surgery", "sessionsPerWeek": 4, "length": "PT3H",
                  "allowed": ["mon-fri 09:00-17:00"], "clinicians": [{ "anyOf": ["okafor"] }], "preferredRooms": ["til-c1"], "attendance": 2
                },
                {
                  "id": "til-skills", "name": "Skills", "service": "coping-skills", "organisation": "eput",
                  "recurrence": "FREQ=WEEKLY;BYDAY=TU", "startsOn": "2026-09-01", "length": "PT3H", "clinicians": [{}],
                  "equipment": [{ "equipment": "projector", "count": 1 }]
                }
              ],
              "pathways": [{ "id": "til-path", "name": "Path", "clinics": ["til-gp", "til-skills"] }]
            }
            """
        )!;

    public JsonNode Grays { get; } =
        JsonNode.Parse(
            """
            {
              "source": "test", "id": "grays", "name": "Grays",
              "address": { "line1": "Long Lane", "town": "Grays", "postcode": "RM16 2PX" },
              "hours": ["daily 08:00-20:00"],
              "rooms": [{ "id": "gra-c1", "name": "C1", "type": "consulting", "capacity": 4, "position": { "x": 1, "y": 2 } }]
            }
            """
        )!;

    public void Dispose() => _folder.Delete(recursive: true);

    public void Save()
    {
        File.WriteAllText(Path.Combine(Folder, "network.json"), Network.ToJsonString());
        File.WriteAllText(Path.Combine(Folder, "tilbury.json"), Tilbury.ToJsonString());
        File.WriteAllText(Path.Combine(Folder, "grays.json"), Grays.ToJsonString());
    }

    public NetworkReading Read()
    {
        Save();
        return NetworkFiles.Read(Folder);
    }

    public List<string> Faults() => [.. Read().Faults.Select(fault => fault.ToString())];

    /// <summary>Puts a value at a path such as "rooms[0].features[1]".</summary>
    public static void Set(JsonNode root, string path, JsonNode? value)
    {
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        var at = root;
        foreach (var step in steps[..^1])
            at = Step(at, step)!;
        var last = steps[^1];
        if (last[0] != '[')
            at[last] = value;
        else if (Index(last) == at.AsArray().Count)
            at.AsArray().Add(value);
        else
            at[Index(last)] = value;
    }

    private static JsonNode? Step(JsonNode at, string step) =>
        step[0] == '[' ? at[Index(step)] : at[step];

    private static int Index(string step) =>
        int.Parse(step.Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture);
}
