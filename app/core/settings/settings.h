// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <memory>

class QSettings;

namespace corespan {

/// A setting: where it is kept, what it is without a file. Declared once, in `keys` below.
template <typename T>
struct SettingKey
{
    const char* key;
    T fallback;
};

namespace keys {
inline const SettingKey<QString> author{"curator/author", {}};                    ///< empty: the login name
inline const SettingKey<QString> theme{"window/theme", QStringLiteral("system")}; ///< system, light, dark
inline const SettingKey<QString> colourMap{"window/colour_map", QStringLiteral("viridis")};
inline const SettingKey<QStringList> lanes{"view/lanes", {}}; ///< ids of those that a sequence has by itself
inline const SettingKey<QStringList> laneFiles{"view/lane_files", {}};
inline const SettingKey<QByteArray> windowGeometry{"window/geometry", {}};
inline const SettingKey<QByteArray> windowState{"window/state", {}};
inline const SettingKey<QStringList> recentProjects{"files/recent_projects", {}};
inline const SettingKey<QString> lastFolder{"files/last_folder", {}};
inline const SettingKey<QString> queueOrder{"queue/order", QStringLiteral("margin")};
inline const SettingKey<bool> goOnAfterDecision{"queue/go_on_after_decision", true};
inline const SettingKey<bool> blindReview{"review/blind", false};
inline const SettingKey<QString> commandKeys{"editing/keys", {}}; ///< JSON: keys of commands that have other ones
inline const SettingKey<bool> snapToCrossings{"editing/snap_to_crossings", true};
inline const SettingKey<bool> snapToRuns{"editing/snap_to_runs", true};
inline const SettingKey<bool> snapToSteps{"editing/snap_to_steps", true};
inline const SettingKey<bool> snapToCandidates{"editing/snap_to_candidates", true};
inline const SettingKey<bool> snapToFrame{"editing/snap_to_frame", true};
inline const SettingKey<QString> model{"inference/model", QStringLiteral("cds")}; ///< name or directory
/// JSON: options for each model's name that is not to run with its own; see formatRunOptions().
inline const SettingKey<QString> runOptions{"inference/run_options", {}};
inline const SettingKey<QString> device{"inference/device", QStringLiteral("auto")}; ///< auto, cpu, cuda
inline const SettingKey<int> threads{"inference/threads", 0};                        ///< 0: all cores but one
} // namespace keys

/// Typed access to an INI file. A value that is missing or of a wrong kind reads as the default; keys that this version
/// does not know are kept. GUI thread.
class Settings : public QObject
{
    Q_OBJECT
public:
    /// The user's own file.
    explicit Settings(QObject* parent = nullptr);
    explicit Settings(const QString& file, QObject* parent = nullptr);
    ~Settings() override;

    template <typename T>
    T get(const SettingKey<T>& key) const
    {
        const QVariant stored = read(key.key, QMetaType::fromType<T>());
        return stored.isValid() ? stored.value<T>() : key.fallback;
    }
    template <typename T>
    void set(const SettingKey<T>& key, const T& value)
    {
        if (get(key) != value)
            write(key.key, QVariant::fromValue(value));
    }
    QString file() const;

signals:
    /// `key` is the name of a SettingKey.
    void changed(const QString& key);

private:
    QVariant read(const char* key, QMetaType type) const;
    void write(const char* key, const QVariant& value);

    std::unique_ptr<QSettings> m_settings;
};

} // namespace corespan
